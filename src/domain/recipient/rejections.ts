import type { UserId } from '../shared/codecs';

/** Who was erased stays so: nothing about that person is taken in again. */
export type RecipientRejection = { readonly _tag: 'RecipientIsErased'; readonly userId: UserId };

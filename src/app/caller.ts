import type { Role } from '../domain/recipient/events';
import type { UserId } from '../domain/shared/codecs';

/** Who calls, by the token alone: a user of the platform, or one of its services. */
export type Caller =
  | { readonly kind: 'user'; readonly id: UserId; readonly roles: ReadonlyArray<Role> }
  | { readonly kind: 'service'; readonly id: string };

import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchRecipient } from '../../domain/batch/events';
import type { SealContext } from '../../domain/ports/cipher';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import type { ToSeal, Vault } from '../../domain/ports/vault';
import type { Sealed, UserId } from '../../domain/shared/codecs';
import type { ListedRecipient } from './batch-request';

/** Recipients of one chunk, and the event that they are to stand in. */
export type ToWriteDown = { readonly context: SealContext; readonly chunk: ReadonlyArray<ListedRecipient> };

type Own = { readonly userId: UserId; readonly part: ToSeal };

const ownOf = ({ context, chunk }: ToWriteDown): ReadonlyArray<Own> =>
  chunk.flatMap(({ userId, data }) =>
    data === undefined ? [] : [{ userId, part: { owner: recipientKey(userId), context, value: { data } } }],
  );

/** By whose it is, since nobody is listed twice. Of who was erased nothing is sealed any more. */
const sealOwn = async (
  vault: Vault,
  own: ReadonlyArray<Own>,
): Promise<E.Either<KeyRingUnavailable, ReadonlyMap<UserId, Sealed>>> => {
  for (let living = own; living.length > 0;) {
    const sealed = await vault.seal(living.map(({ part }) => part))();
    if (E.isRight(sealed)) {
      const found = new Map<UserId, Sealed>();
      sealed.right.forEach((part, index) => {
        const of = living[index];
        if (of !== undefined) found.set(of.userId, part);
      });
      return E.right(found);
    }
    if (sealed.left._tag === 'KeyRingUnavailable') return E.left(sealed.left);
    const gone = new Set(sealed.left.owners);
    living = living.filter(({ part }) => !gone.has(part.owner));
  }
  return E.right(new Map());
};

/**
 * Chunks of recipients as they are written down, in their order: each one's variables under their own key, with one call to
 * the key ring for all, since it makes keys that are new durable at each.
 */
export const sealRecipients =
  (
    vault: Vault,
    chunks: ReadonlyArray<ToWriteDown>,
  ): TaskEither<KeyRingUnavailable, ReadonlyArray<ReadonlyArray<BatchRecipient>>> =>
  async () => {
    const sealed = await sealOwn(vault, chunks.flatMap(ownOf));
    if (E.isLeft(sealed)) return sealed;
    const recipientOf = ({ userId, locale }: ListedRecipient): BatchRecipient => {
      const personal = sealed.right.get(userId);
      return {
        userId,
        ...(locale === undefined ? {} : { locale }),
        ...(personal === undefined ? {} : { personal }),
      };
    };
    return E.right(chunks.map(({ chunk }) => chunk.map(recipientOf)));
  };

import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchRecipient } from '../../domain/batch/events';
import { type KeyRingUnavailable, recipientKey } from '../../domain/ports/key-ring';
import type { SealContext } from '../../domain/ports/cipher';
import type { Vault } from '../../domain/ports/vault';
import type { Sealed, UserId } from '../../domain/shared/codecs';
import type { ListedRecipient } from './batch-request';

type WithOwn = ListedRecipient & { readonly data: NonNullable<ListedRecipient['data']> };
const hasOwn = (recipient: ListedRecipient): recipient is WithOwn => recipient.data !== undefined;

/** Of who was erased nothing is sealed any more. */
const sealOwn = async (
  vault: Vault,
  context: SealContext,
  recipients: ReadonlyArray<WithOwn>,
): Promise<E.Either<KeyRingUnavailable, ReadonlyMap<UserId, Sealed>>> => {
  for (let living = recipients; living.length > 0;) {
    const parts = living.map(({ userId, data }) => ({ owner: recipientKey(userId), context, value: { data } }));
    const sealed = await vault.seal(parts)();
    if (E.isRight(sealed)) {
      const pairs = living.map(({ userId }, index) => [userId, sealed.right[index]] as const);
      return E.right(new Map(pairs.flatMap(([userId, part]) => (part === undefined ? [] : [[userId, part] as const]))));
    }
    if (sealed.left._tag === 'KeyRingUnavailable') return E.left(sealed.left);
    const gone = new Set(sealed.left.owners);
    living = living.filter(({ userId }) => !gone.has(recipientKey(userId)));
  }
  return E.right(new Map());
};

/** A chunk's recipients as they are written down, in their order: each one's variables under their own key. */
export const sealRecipients =
  (
    vault: Vault,
    context: SealContext,
    chunk: ReadonlyArray<ListedRecipient>,
  ): TaskEither<KeyRingUnavailable, ReadonlyArray<BatchRecipient>> =>
  async () => {
    const sealed = await sealOwn(vault, context, chunk.filter(hasOwn));
    if (E.isLeft(sealed)) return sealed;
    return E.right(
      chunk.map(({ userId, locale }) => {
        const personal = sealed.right.get(userId);
        return {
          userId,
          ...(locale === undefined ? {} : { locale }),
          ...(personal === undefined ? {} : { personal }),
        };
      }),
    );
  };

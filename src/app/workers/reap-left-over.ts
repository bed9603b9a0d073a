import * as E from 'fp-ts/Either';
import { type KeyOwner, type KeyRing, oneTimeKey, recipientKey } from '../../domain/ports/key-ring';
import type { NotificationId } from '../../domain/shared/codecs';
import type { DirectoryQuestions, PlacedRecipient } from '../../projections/directory/questions';

type LeftOver = {
  readonly keyRing: Pick<KeyRing, 'held' | 'destroyForGood'>;
  readonly directory: Pick<DirectoryQuestions, 'erased'>;
};

const PAGE = 256;
const oneTimePrefix = oneTimeKey('');

/** A crash may have come between an erasure's fact and the end of its key. */
const destroyErased = async ({ keyRing, directory }: LeftOver): Promise<'done' | 'again'> => {
  let after: PlacedRecipient['place'] | undefined;
  for (;;) {
    const page = await directory.erased({ after, limit: PAGE })();
    if (E.isLeft(page)) return 'again';
    const erased = page.right.value;
    const destroyed = await keyRing.destroyForGood(erased.map(({ row }) => recipientKey(row.userId)))();
    if (E.isLeft(destroyed)) return 'again';
    if (erased.length < PAGE) return 'done';
    after = erased.at(-1)?.place;
  }
};

/** What an earlier process left to destroy: keys of the erased, and one-time keys, whose ends it may not have seen. */
export const reapLeftOver = async (deps: LeftOver, ended: (id: NotificationId) => void): Promise<'done' | 'again'> => {
  let after: KeyOwner | undefined;
  for (;;) {
    const page = await deps.keyRing.held(oneTimePrefix, { ...(after === undefined ? {} : { after }), limit: PAGE })();
    if (E.isLeft(page)) return 'again';
    for (const { owner } of page.right) ended(owner.slice(oneTimePrefix.length) as NotificationId);
    after = page.right.at(-1)?.owner;
    if (page.right.length < PAGE) return destroyErased(deps);
  }
};

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchChunkProcessed, MemberRefusal } from '../../domain/batch/events';
import type { Contacts } from '../../domain/recipient/contacts';
import type { UserId } from '../../domain/shared/codecs';
import { recipientKey } from '../../domain/ports/key-ring';
import { openAllContacts } from '../commands/open-contacts';
import { readerFrom } from '../commands/reader-of';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import type { Composer, ForMember } from './create-composer';
import { type Listed, openListed } from './open-listed';
import type { QueuedChunk } from './read-chunk';

export type Member = ForMember & { readonly userId: UserId };
type Rejected = BatchChunkProcessed['data']['rejected'];

export type ComposedMembers = { readonly members: ReadonlyArray<Member>; readonly rejected: Rejected };

type Deps = Pick<BatchDeps, 'directory' | 'vault'>;
type Known = { readonly contacts: ReadonlyMap<UserId, Contacts>; readonly erased: ReadonlySet<UserId> };

/** What the directory has of them now, and who of them was erased: by its word, or by that of the key ring, which is first. */
const whoTheyAre = ({ directory, vault }: Deps, userIds: ReadonlyArray<UserId>): TE.TaskEither<AppFailure, Known> =>
  pipe(
    directory.recipientRows(userIds),
    TE.bindTo('rows'),
    TE.bindW('contacts', ({ rows: { value } }) => openAllContacts(vault, value)),
    TE.bindW('gone', () => vault.gone(userIds.map(recipientKey))),
    TE.bimap(unavailable, ({ rows: { value: rows }, contacts, gone }) => {
      const erased = rows.filter(({ erasedAt }) => erasedAt !== null).map(({ userId }) => userId);
      return {
        contacts: new Map(rows.map(({ userId }, index) => [userId, contacts[index] ?? {}])),
        erased: new Set([...erased, ...userIds.filter((userId) => gone.has(recipientKey(userId)))]),
      };
    }),
  );

const composeOne = (
  compose: Composer,
  { contacts, erased }: Known,
  { userId, locale, own }: Listed,
): E.Either<MemberRefusal, ForMember> => {
  if (erased.has(userId) || own === 'gone') return E.left('erased');
  if (own === 'damaged') return E.left('not-rendered');
  return compose(readerFrom(contacts.get(userId) ?? {}, locale), own);
};

/**
 * What each recipient is shown, in the language that was named for them, else in that of the directory, and in the time zone
 * that it has for them now; or why nothing is.
 */
export const composeMembers =
  (deps: Deps) =>
  (compose: Composer, chunk: QueuedChunk): TE.TaskEither<AppFailure, ComposedMembers> =>
    pipe(
      openListed(deps.vault, chunk),
      TE.mapLeft(unavailable),
      TE.bindTo('listed'),
      TE.bind('known', ({ listed }) =>
        whoTheyAre(
          deps,
          listed.map(({ userId }) => userId),
        ),
      ),
      TE.map(({ listed, known }) => {
        const members: Array<Member> = [];
        const rejected: Array<Rejected[number]> = [];
        for (const recipient of listed) {
          const { userId } = recipient;
          const composed = composeOne(compose, known, recipient);
          if (E.isLeft(composed)) rejected.push({ userId, reason: composed.left });
          else members.push({ userId, ...composed.right });
        }
        return { members, rejected };
      }),
    );

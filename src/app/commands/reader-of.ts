import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Contacts } from '../../domain/recipient/contacts';
import type { Locale, UserId } from '../../domain/shared/codecs';
import type { AppFailure } from '../failure';
import type { CheckedRequest } from './check-request';
import type { CommandDeps } from './command-deps';
import type { Reader } from './compose-notification';
import { knownLocale } from './known-locale';
import { openContacts } from './open-contacts';
import { recipientErased } from './recipient-erased';
import { unavailable } from './unavailable';

const DEFAULT_LOCALE = 'zh-CN';
const defaultLocale: Locale = (() => {
  const known = knownLocale(DEFAULT_LOCALE);
  if (known === undefined) throw new Error(`The runtime does not know ${DEFAULT_LOCALE}`);
  return known;
})();

/** How somebody of whom this is known reads. */
export const readerFrom = ({ locale, timezone }: Contacts, given: Locale | undefined): Reader => ({
  locale: given ?? (locale === undefined ? undefined : knownLocale(locale)) ?? defaultLocale,
  timezone: timezone ?? null,
});

type Deps = Pick<CommandDeps, 'directory' | 'vault'>;

/** How a recipient reads: the given locale, else the directory's, else zh-CN; undefined for one who was erased. */
export const findReader =
  ({ directory, vault }: Deps) =>
  (userId: UserId, given: Locale | undefined): TE.TaskEither<AppFailure, Reader | undefined> =>
    pipe(
      directory.recipientRow(userId),
      TE.mapLeft(unavailable),
      TE.chain(({ value: row }) => {
        if (row !== undefined && row.erasedAt !== null) return TE.right(undefined);
        return pipe(
          openContacts(vault, row),
          TE.bimap(unavailable, (contacts) => readerFrom(contacts, given)),
        );
      }),
    );

/** As `findReader`, for a caller who is told of an erasure. */
export const readerOf =
  (deps: Deps) =>
  ({ userId, knownLocale: given }: CheckedRequest): TE.TaskEither<AppFailure, Reader> =>
    pipe(
      findReader(deps)(userId, given),
      TE.chain((reader) => (reader === undefined ? TE.left(recipientErased) : TE.right(reader))),
    );

import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Locale } from '../../domain/shared/codecs';
import type { AppFailure } from '../failure';
import type { CheckedRequest } from './check-request';
import type { CommandDeps } from './command-deps';
import type { Reader } from './compose-notification';
import { impossible } from './impossible';
import { knownLocale } from './known-locale';
import { openContacts } from './open-contacts';
import { unavailable } from './unavailable';

const DEFAULT_LOCALE = 'zh-CN';
const defaultLocale = (): Locale => {
  const known = knownLocale(DEFAULT_LOCALE);
  if (known === undefined) throw new Error(`The runtime does not know ${DEFAULT_LOCALE}`);
  return known;
};

/** How a recipient reads: the request's locale, else the directory's, else zh-CN. Who was erased is notified no more. */
export const readerOf =
  ({ directory, vault }: Pick<CommandDeps, 'directory' | 'vault'>) =>
  ({ userId, knownLocale: given }: CheckedRequest): TE.TaskEither<AppFailure, Reader> =>
    pipe(
      directory.recipientRow(userId),
      TE.mapLeft(unavailable),
      TE.filterOrElse(
        ({ value: row }) => row === undefined || row.erasedAt === null,
        () => impossible('/userId', 'was erased'),
      ),
      TE.chain(({ value: row }) => pipe(openContacts(vault, row), TE.mapLeft(unavailable))),
      TE.map(({ locale, timezone }) => ({
        locale: given ?? (locale === undefined ? undefined : knownLocale(locale)) ?? defaultLocale(),
        timezone: timezone ?? null,
      })),
    );

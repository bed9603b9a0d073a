import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { NotificationId } from '../../domain/shared/codecs';
import type { NotificationRequest, RequestAnswer, Written } from '../commands';
import type { AppFailure } from '../failure';
import type { CommandDeps } from './command-deps';
import { fingerprintOf } from './fingerprint-of';
import { readNotification } from './read-notification';
import { unavailable } from './unavailable';

const keyReused: AppFailure = { _tag: 'KeyReused' };

/** The first answer to a request whose key was used before; undefined where it was not, KeyReused for another body. */
export const replayOf =
  ({ journal, vault }: Pick<CommandDeps, 'journal' | 'vault'>) =>
  (id: NotificationId, request: NotificationRequest): TE.TaskEither<AppFailure, Written<RequestAnswer> | undefined> =>
    pipe(
      readNotification(journal, id),
      TE.mapLeft(unavailable),
      TE.chain(([first]) => {
        if (first?.event.type !== 'NotificationRequested') return TE.right(undefined);
        const { userId, fingerprint, channels } = first.event.data;
        if (userId !== request.userId) return TE.left(keyReused);
        const { at: createdAt, position } = first;
        return pipe(
          fingerprintOf(vault, request),
          TE.filterOrElse(
            (present) => present === fingerprint,
            (): AppFailure => keyReused,
          ),
          TE.map(() => ({ value: { id, status: 'requested', channels, createdAt }, position, replayed: true })),
        );
      }),
    );

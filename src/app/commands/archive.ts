import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isVisible } from '../../domain/policies/visibility';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import type { Commands } from '../commands';
import type { AppFailure } from '../failure';
import type { CommandDeps } from './command-deps';
import { inParallel } from './in-parallel';
import { lastPosition } from './last-position';
import { onceByRecipient } from './once-by-recipient';
import { readNotification } from './read-notification';
import { unavailable } from './unavailable';

const notFound: AppFailure = { _tag: 'NotFound' };

const isOf =
  ({ journal, clock }: CommandDeps, userId: UserId) =>
  (id: NotificationId): TE.TaskEither<AppFailure, void> =>
    pipe(
      readNotification(journal, id),
      TE.mapLeft(unavailable),
      TE.chain(([request]) => {
        if (request?.event.type !== 'NotificationRequested') return TE.left(notFound);
        const { data } = request.event;
        return data.userId === userId && isVisible(data, clock.now()) ? TE.right(undefined) : TE.left(notFound);
      }),
    );

/** All of them are looked at before one is archived, so that a foreign one among them leaves the others alone. */
export const archive =
  (deps: CommandDeps): Commands['archive'] =>
  (userId, given) => {
    const ids = [...new Set(given)];
    return pipe(
      inParallel(ids, isOf(deps, userId)),
      TE.chain(() => inParallel(ids, (id) => onceByRecipient(deps, 'Archive')(userId, id))),
      TE.map((written) => ({
        value: { count: written.filter(({ replayed }) => !replayed).length },
        position: lastPosition(
          written.map(({ position }) => position),
          0n,
        ),
        replayed: false,
      })),
    );
  };

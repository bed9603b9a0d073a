import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Instant, NotificationId, UserId } from '../../domain/shared/codecs';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';
import type { CommandDeps } from './command-deps';
import { decideNotification } from './decide-notification';
import { notificationFailure } from './notification-failure';

const factOf = { MarkRead: 'NotificationRead', Archive: 'NotificationArchived' } as const;

/** What a recipient does with a notification once: when it was done. A repeat answers with the first time and place. */
export const onceByRecipient =
  (deps: Pick<CommandDeps, 'journal' | 'writer' | 'clock' | 'ids'>, type: 'MarkRead' | 'Archive') =>
  (userId: UserId, notificationId: NotificationId): TE.TaskEither<AppFailure, Written<Instant>> => {
    const now = deps.clock.now();
    // The cause is this call's own: of two calls at once, the second has to learn when the first was.
    const cause = { id: deps.ids.random(), actor: { kind: 'user', id: userId }, at: now } as const;
    return pipe(
      decideNotification(deps)(notificationId, { type, notificationId, userId, now }, cause),
      TE.bimap(notificationFailure, ({ appended, history }) => {
        if (appended !== undefined) return { value: now, position: appended.position, replayed: false };
        const first = history.find(({ event }) => event.type === factOf[type]);
        if (first === undefined) throw new Error(`${type} was accepted without ${factOf[type]}`);
        return { value: first.at, position: first.position, replayed: true };
      }),
    );
  };

import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { Clock } from '../../domain/ports/clock';
import type { Greeting, SocketUnavailable } from '../../domain/ports/socket-gateway';
import type { Views } from '../../domain/ports/views';
import type { UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import { inboxQuestions } from '../../projections/inbox/questions';
import { inboxView } from '../../projections/inbox/row';
import type { ViewProgress } from '../workers/view-progress';

const LONGEST_WAIT_MILLIS = 2_000;

/** How many of the user's are unread, and the position of that count, which is `atLeast` or later. */
export type CountUnread = (userId: UserId, atLeast: Position) => TaskEither<SocketUnavailable, Greeting>;

type Deps = { readonly views: Views; readonly progress: ViewProgress; readonly clock: Clock };

/** Waits at most 2 s for the view `inbox` to have come so far. */
export const createCountUnread = ({ views, progress, clock }: Deps): CountUnread => {
  const { count } = inboxQuestions(views);
  return (userId, atLeast) => async () => {
    if (!(await progress.reached(inboxView.name, atLeast, LONGEST_WAIT_MILLIS, userId)))
      return E.left({ _tag: 'SocketUnavailable' });
    const counted = await count('unread', userId, { now: clock.now() })();
    if (E.isLeft(counted)) return E.left({ _tag: 'SocketUnavailable' });
    return E.right({ unread: counted.right.value, position: counted.right.position });
  };
};

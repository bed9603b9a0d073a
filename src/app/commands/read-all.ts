import * as E from 'fp-ts/Either';
import type { Position } from '../../domain/shared/stored-event';
import type { Commands } from '../commands';
import type { CommandDeps } from './command-deps';
import { inParallel } from './in-parallel';
import { lastPosition } from './last-position';
import { onceByRecipient } from './once-by-recipient';
import { unavailable } from './unavailable';

const PAGE = 200;

/** Everything that was unread when it was asked, newest first; counts what it has marked itself. */
export const readAll =
  (deps: CommandDeps): Commands['readAll'] =>
  (userId) =>
  async () => {
    const now = deps.clock.now();
    const markRead = onceByRecipient(deps, 'MarkRead');
    let after: { readonly sort: string; readonly key: string } | undefined;
    let count = 0;
    let last: Position = 0n;
    for (;;) {
      const page = await deps.inbox.list('unread', userId, { now, after, limit: PAGE })();
      if (E.isLeft(page)) return E.left(unavailable(page.left));
      const unread = page.right.value;
      const marked = await inParallel(unread, ({ row }) => markRead(userId, row.notificationId))();
      if (E.isLeft(marked)) return marked;
      count += marked.right.filter(({ replayed }) => !replayed).length;
      last = lastPosition(
        marked.right.map(({ position }) => position),
        last,
      );
      after = unread.at(-1)?.place;
      if (unread.length < PAGE) {
        // Where nothing was unread, what made it so is somewhere in what the view has seen.
        return E.right({ value: { count }, position: last === 0n ? page.right.position : last, replayed: false });
      }
    }
  };

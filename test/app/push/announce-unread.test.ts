import * as E from 'fp-ts/Either';
import { createAnnounceUnread } from '../../../src/app/push/announce-unread';
import type { CountUnread } from '../../../src/app/push/count-unread';
import { silentLogger } from '../../support/gateway';
import { until } from '../../support/until';
import { userId } from '../../support/vocabulary';

/** Counts that are answered one by one, when told to; each knows as far as it was asked for. */
const announcing = () => {
  const asked: Array<() => void> = [];
  const sent: Array<unknown> = [];
  const countUnread: CountUnread = (_, position) => async () =>
    new Promise((resolve) =>
      asked.push(() =>
        resolve(position === 13n ? E.left({ _tag: 'SocketUnavailable' }) : E.right({ unread: 2, position })),
      ),
    );
  const sockets = {
    isConnected: () => true,
    send: (...frame: ReadonlyArray<unknown>) => sent.push(frame),
    count: () => 1,
  };
  return {
    announce: createAnnounceUnread({ countUnread, sockets, logger: silentLogger }),
    sent,
    answer: async () => {
      await until('a count is asked for', () => asked.length > 0);
      asked.shift()?.();
      await new Promise(setImmediate);
    },
    isIdle: () => asked.length === 0,
  };
};
const frame = (position: bigint, except: string | undefined) => [
  userId,
  { event: 'unread', data: { count: 2 }, position },
  except,
];

it('tells changes that come during a count by one count more', async () => {
  const { announce, answer, sent, isIdle } = announcing();
  announce(userId, { position: 1n, except: 's-1' });
  for (const position of [2n, 3n, 4n]) announce(userId, { position, except: 's-1' });
  await answer();
  await answer();
  expect(isIdle()).toBe(true);
  expect(sent).toStrictEqual([frame(1n, 's-1'), frame(4n, 's-1')]);
});

it('spares no socket where changes of several came together', async () => {
  const { announce, answer, sent } = announcing();
  announce(userId, { position: 1n, except: 's-1' });
  announce(userId, { position: 2n, except: 's-1' });
  announce(userId, { position: 3n, except: 's-2' });
  await answer();
  await answer();
  expect(sent.at(-1)).toStrictEqual(frame(3n, undefined));
});

it('leaves out a count that can not be had, and goes on', async () => {
  const { announce, answer, sent } = announcing();
  announce(userId, { position: 13n, except: undefined });
  await answer();
  announce(userId, { position: 14n, except: undefined });
  await answer();
  expect(sent).toStrictEqual([frame(14n, undefined)]);
});

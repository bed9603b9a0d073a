import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';
import type { Vault } from '../../../src/domain/ports/vault';
import { recordInApp } from '../../support/in-app';
import { archived, read, requested } from '../../support/notification-facts';
import { type Pushing, pushing, type Sent } from '../../support/pushing';
import { until } from '../../support/until';
import { otherUserId, sealed, userId } from '../../support/vocabulary';

let running: Pushing;

const run = async (...args: Parameters<typeof pushing>): Promise<Pushing> => {
  running = pushing(...args);
  running.start();
  await running.clock.advance(0);
  return running;
};
const shown = (sent: ReadonlyArray<Sent>) =>
  sent.filter(({ event }) => event === 'notification').map(({ data }) => data['id']);

afterEach(async () => running.stop());

describe('a request for in-app delivery', () => {
  it('is pushed as it is shown, with its position, and recorded as taken', async () => {
    const { sent, request, storedIn, clock } = await run();
    const position = await request('n-1', { secrets: { ...sealed, ct: 'MARKER' } });
    await until('it is pushed', () => sent.length === 1);
    expect(sent).toStrictEqual([
      {
        userId: 'u-1',
        event: 'notification',
        data: {
          id: 'n-1',
          type: 'device.error',
          title: 'n-1',
          body: 'b',
          data: { n: 1 },
          priority: 'P0',
          createdAt: clock.now(),
          position: String(position),
        },
        position,
        except: undefined,
      },
    ]);
    await running.stop();
    expect(await storedIn('delivery-n-1.websocket')).toStrictEqual([
      'DeliveryAttemptStarted socket',
      'DeliveryAttemptSucceeded socket',
    ]);
  });

  it('is not recorded where no socket took it', async () => {
    const { sent, request, storedIn } = await run({ takers: 0 });
    await request('n-1');
    await until('it is offered', () => sent.length === 1);
    await running.stop();
    expect(await storedIn('delivery-n-1.websocket')).toStrictEqual([]);
  });

  it('is pushed to its own user alone, and only where that user has a socket', async () => {
    const { sent, request } = await run();
    await request('n-1', { userId: otherUserId });
    await request('n-2');
    await until('one is pushed', () => sent.length === 1);
    expect(shown(sent)).toStrictEqual(['n-2']);
  });

  it('is left out where the channel is not asked for, or its recipient was erased', async () => {
    const { sent, request } = await run();
    await request('n-1', { channels: ['email'] });
    await request('n-2', { personal: { ...sealed, kid: 'erased' } });
    await request('n-3');
    await until('one is pushed', () => sent.length === 1);
    expect(shown(sent)).toStrictEqual(['n-3']);
  });

  it('is pushed from its place in a chunk too', async () => {
    const { sent, append, storedIn, request } = await run();
    await request('other');
    const member = requested({ notificationId: 'b-1.0.0' as NotificationId });
    await append('chunk-b-1.0', member);
    await until('both are pushed', () => sent.length === 2);
    expect(shown(sent)).toStrictEqual(['other', 'b-1.0.0']);
    await running.stop();
    expect(await storedIn('delivery-b-1.0.0.websocket')).toHaveLength(2);
  });
});

describe('a scheduled request', () => {
  const sendAt = '2099-01-01T00:00:00.000Z' as never;

  it('is pushed when the inbox shows it, and the push is a receipt', async () => {
    const { sent, request, append, storedIn } = await run();
    await request('n-1', { sendAt });
    await request('n-2');
    const position = await append('delivery-n-1.websocket', ...recordInApp('inbox'));
    await until('both are pushed', () => sent.length === 2);
    expect(shown(sent)).toStrictEqual(['n-2', 'n-1']);
    expect(sent[1]?.position).toBe(position);
    await running.stop();
    expect(await storedIn('delivery-n-1.websocket')).toStrictEqual([
      'DeliveryAttemptStarted inbox',
      'DeliveryAttemptSucceeded inbox',
      'DeliveryReceiptReceived socket',
    ]);
  });
});

describe('a reading', () => {
  const reading = {
    event: 'notification:read',
    data: { notificationId: 'n-1', timestamp: '2026-03-01T08:00:00.000Z' },
  };
  const unread = { event: 'unread', data: { count: 1 } };

  it("is told to all of the user's sockets, and how many are unread after it", async () => {
    const { sent, append } = await run();
    await append('notification-n-1', read);
    await until('both are told', () => sent.length === 2);
    expect(sent).toMatchObject([
      { ...reading, except: undefined },
      { ...unread, except: undefined },
    ]);
  });

  it('is told to the others where a socket made it', async () => {
    const { sent, push } = await run();
    expect(await push.handlers.markRead(userId, 'n-1' as NotificationId, '7')()).toStrictEqual(
      E.right('2026-03-01T08:00:00.000Z'),
    );
    await until('both are told', () => sent.length === 2);
    expect(sent).toMatchObject([
      { ...reading, except: '7' },
      { ...unread, except: '7' },
    ]);
  });
});

it('tells how many are unread after one was archived', async () => {
  const { sent, append } = await run();
  await append('notification-n-1', archived);
  await until('it is told', () => sent.length === 1);
  expect(sent).toMatchObject([{ event: 'unread', data: { count: 1 }, except: undefined }]);
});

describe('a socket that comes', () => {
  it('is not greeted before the journal is followed', async () => {
    running = pushing();
    expect(await running.push.handlers.greet(userId)()).toStrictEqual(E.left({ _tag: 'SocketUnavailable' }));
  });

  it('is greeted with the unread ones at a position', async () => {
    const { push, request } = await run();
    const position = await request('n-1');
    expect(await push.handlers.greet('u-1' as UserId)()).toStrictEqual(E.right({ unread: 1, position }));
  });
});

it('pushes nothing of before it began', async () => {
  running = pushing();
  await running.request('n-1');
  running.start();
  await running.clock.advance(0);
  await running.request('n-2');
  await until('one is pushed', () => running.sent.length === 1);
  expect(shown(running.sent)).toStrictEqual(['n-2']);
});

it('pushes in order, with nothing left out, when the journal or the keys were away for a while', async () => {
  let keysAreAway = true;
  const vault: Vault = {
    seal: () => TE.right([]),
    gone: () => TE.right(new Set()),
    digest: () => TE.right('d'),
    digestAll: (_, texts) => TE.right(texts.map(() => 'd')),
    open: (parts) => async () =>
      keysAreAway
        ? E.left({ _tag: 'KeyRingUnavailable', cause: 'away' })
        : E.right(parts.map(() => ({ status: 'open', value: { title: 't', body: 'b', data: {} } }))),
  };
  const { sent, request, clock, journal } = await run({ vault });
  await request('n-1');
  await clock.advance(2_000);
  expect(sent).toStrictEqual([]);
  journal.setAway(true);
  keysAreAway = false;
  await clock.advance(5_000);
  journal.setAway(false);
  await request('n-2');
  await clock.advance(5_000);
  await until('both are pushed', () => sent.length === 2);
  expect(shown(sent)).toStrictEqual(['n-1', 'n-2']);
});

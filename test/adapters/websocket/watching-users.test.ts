import * as TE from 'fp-ts/TaskEither';
import type { SocketHandlers } from '../../../src/domain/ports/socket-gateway';
import type { Instant, UserId } from '../../../src/domain/shared/codecs';
import { type ServedGateway, serveGateway } from '../../support/gateway';
import { until } from '../../support/until';

let served: ServedGateway;
const watched = new Map<string, (isOnline: boolean) => void>();
const counts: Array<string> = [];

const handlers: Partial<SocketHandlers> = {
  authenticate: (token) =>
    TE.right({
      userId: token as UserId,
      expiresAt: '2026-01-01T00:10:00.000Z' as Instant,
      mayWatch: token === 'u-admin',
      watchesBatches: false,
    }),
  watch: (userId, tell) => {
    watched.set(userId, tell);
    return () => void watched.delete(userId);
  },
  changed: (userId, sockets) => counts.push(`${userId} ${String(sockets)}`),
  elsewhere: (userId) => (userId === 'u-full' ? 10 : userId === 'u-nearly' ? 9 : 0),
};

beforeEach(async () => {
  counts.splice(0);
  served = await serveGateway({ handlers, limits: { watched: 3 } });
});
afterEach(async () => {
  await served.gateway.close();
  served.server.close();
});

it('tells who may watch of others that come and go, until the socket goes', async () => {
  const admin = await served.welcomed('u-admin');
  admin.send({ event: 'subscribe', data: { topics: ['presence:u-1', 'presence:u-1', 'user:u-admin'] }, id: 1 });
  const topics = ['user:u-admin', 'presence:u-1'];
  expect(await admin.next()).toStrictEqual({ event: 'subscribe:ack', data: { topics }, id: 1 });
  watched.get('u-1')?.(true);
  watched.get('u-1')?.(false);
  expect(await admin.next()).toStrictEqual({ event: 'user:online', data: { userId: 'u-1' } });
  expect(await admin.next()).toStrictEqual({ event: 'user:offline', data: { userId: 'u-1' } });
  admin.socket.close();
  await admin.closed;
  await until('nobody watches', () => watched.size === 0);
});

it('lets anybody watch themselves, and nobody without the role another', async () => {
  const user = await served.welcomed('u-1');
  user.send({ event: 'subscribe', data: { topics: ['presence:u-1'] } });
  expect(await user.next()).toMatchObject({ event: 'subscribe:ack' });
  user.send({ event: 'subscribe', data: { topics: ['presence:u-2'] } });
  expect(await user.next()).toMatchObject({ event: 'error', data: { code: 'forbidden' } });
  expect([...watched.keys()]).toStrictEqual(['u-1']);
});

it('lets one socket watch so many users, and no more', async () => {
  const admin = await served.welcomed('u-admin');
  admin.send({ event: 'subscribe', data: { topics: ['presence:a', 'presence:b'] } });
  expect(await admin.next()).toMatchObject({ event: 'subscribe:ack' });
  admin.send({ event: 'subscribe', data: { topics: ['presence:c', 'presence:d'] } });
  expect(await admin.next()).toMatchObject({ event: 'error', data: { code: 'bad-data' } });
  expect([...watched.keys()]).toStrictEqual(['a', 'b']);
});

it('says how many sockets a user has at each change, once for each', async () => {
  const first = await served.welcomed('u-1');
  await served.welcomed('u-1');
  first.socket.close();
  await first.closed;
  await until('all was said', () => counts.length >= 3);
  expect(counts).toStrictEqual(['u-1 1', 'u-1 2', 'u-1 1']);
});

it('counts the sockets that a user has in other processes among those that one may have', async () => {
  const refused = served.open({ header: 'u-full' });
  expect(await refused.closed).toBe(4429);
  await served.welcomed('u-nearly');
  expect(await served.open({ header: 'u-nearly' }).closed).toBe(4429);
  expect(counts).toStrictEqual(['u-nearly 1']);
});

import { randomBytes } from 'node:crypto';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { notificationAt, type ServedGateway, serveGateway } from '../../support/gateway';
import { until } from '../../support/until';

let served: ServedGateway;

const serve = async (...args: Parameters<typeof serveGateway>): Promise<ServedGateway> => {
  served = await serveGateway(...args);
  return served;
};

afterEach(async () => {
  await served.gateway.close();
  served.server.close();
});

it("reaches every socket of the user, but the one excepted, and nobody else's", async () => {
  const { gateway, welcomed } = await serve();
  const [first, second, other] = [await welcomed('u-1'), await welcomed('u-1'), await welcomed('u-2')];
  expect(gateway.send('u-1', notificationAt(11n))).toBe(2);
  expect(gateway.send('u-1', notificationAt(12n), '1')).toBe(1);
  expect(gateway.send('u-3', notificationAt(13n))).toBe(0);
  gateway.send('u-2', notificationAt(14n));
  expect(await first.next()).toStrictEqual({ event: 'notification', data: { position: '11' } });
  expect((await second.next()).data).toStrictEqual({ position: '11' });
  expect((await second.next()).data).toStrictEqual({ position: '12' });
  expect((await other.next()).data).toStrictEqual({ position: '14' });
  expect(first.arrived()).toStrictEqual([]);
});

it('keeps the order of a thousand quick frames', async () => {
  const { gateway, welcomed } = await serve();
  const client = await welcomed('u-1');
  const positions = Array.from({ length: 1_000 }, (_, i) => BigInt(11 + i));
  for (const position of positions) gateway.send('u-1', notificationAt(position));
  const arrived: Array<unknown> = [];
  while (arrived.length < positions.length) arrived.push((await client.next()).data['position']);
  expect(arrived).toStrictEqual(positions.map(String));
});

it('begins after the welcome, with exactly what stands after its position', async () => {
  let greet: () => void = () => undefined;
  const greeted = new Promise<void>((resolve) => {
    greet = resolve;
  });
  const { gateway, open } = await serve({
    handlers: {
      greet: () => async () => {
        await greeted;
        return TE.right({ unread: 1, position: 11n })();
      },
    },
  });
  const client = open({ header: 'u-1' });
  await until('the socket is registered', () => gateway.isConnected('u-1'));
  for (const position of [10n, 11n, 12n]) expect(gateway.send('u-1', notificationAt(position))).toBe(0);
  greet();
  expect((await client.next()).event).toBe('welcome');
  expect((await client.next()).data).toStrictEqual({ position: '12' });
  expect(gateway.send('u-1', notificationAt(9n))).toBe(0);
  expect(gateway.send('u-1', notificationAt(13n))).toBe(1);
  expect((await client.next()).data).toStrictEqual({ position: '13' });
});

it('closes a socket that does not drain with 4408, at once free of its place, and slows no other', async () => {
  const { gateway, welcomed } = await serve();
  const [slow, quick] = [await welcomed('u-1'), await welcomed('u-2')];
  slow.socket.pause();
  const data = { body: randomBytes(32 * 1024).toString('hex') };
  let position = 11n;
  while (gateway.isConnected('u-1')) {
    gateway.send('u-1', notificationAt(position, data));
    gateway.send('u-2', notificationAt(position, data));
    expect((await quick.next()).data['position']).toBe(String(position));
    position += 1n;
  }
  slow.socket.resume();
  expect(await slow.closed).toBe(4408);
});

it('holds a bounded number of bytes for a socket that waits for its welcome', async () => {
  let greet: () => void = () => undefined;
  const greeted = new Promise<void>((resolve) => {
    greet = resolve;
  });
  const { gateway, open } = await serve({
    handlers: { greet: () => async () => greeted.then(async () => E.left({ _tag: 'SocketUnavailable' })) },
  });
  const client = open({ header: 'u-1' });
  await until('the socket is registered', () => gateway.isConnected('u-1'));
  const data = { body: 'x'.repeat(64 * 1024) };
  for (let position = 11n; gateway.isConnected('u-1'); position += 1n)
    gateway.send('u-1', notificationAt(position, data));
  expect(await client.closed).toBe(4408);
  greet();
});

it('takes ten sockets of a user: the eleventh is closed with 4429, and may come when one has gone', async () => {
  const { gateway, open, welcomed } = await serve();
  const ten = await Promise.all(Array.from({ length: 10 }, async () => welcomed('u-1')));
  expect(await open({ header: 'u-1' }).closed).toBe(4429);
  await until('ten are left', () => gateway.count() === 10);
  ten[0]!.socket.close();
  await ten[0]!.closed;
  await until('its place is free', () => gateway.count() === 9);
  expect((await open({ header: 'u-1' }).next()).event).toBe('welcome');
});

describe('a quiet socket', () => {
  it('is pinged, and stays for as long as it answers', async () => {
    const { pass, welcomed } = await serve({ limits: { pingSeconds: 2, silenceSeconds: 3 } });
    const client = await welcomed('u-1');
    for (let i = 0; i < 6; i += 1) {
      const pinged = new Promise((resolve) => client.socket.once('ping', resolve));
      await pass(2);
      await pinged;
      client.send({ event: 'subscribe' });
      await client.next();
    }
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('is cut off after 90 seconds of silence', async () => {
    const { gateway, open, pass } = await serve();
    const client = open({ header: 'u-1', autoPong: false });
    await client.next();
    await pass(90);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await pass(1);
    expect(await client.closed).toBe(1006);
    expect(gateway.count()).toBe(0);
  });
});

describe('when it stops', () => {
  it('finishes what was asked for, and closes with 1012', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    let isAsked = false;
    const { gateway, welcomed } = await serve({
      handlers: {
        markRead: () => async () => {
          isAsked = true;
          await stored;
          return TE.right('2026-01-01T00:00:00.000Z' as never)();
        },
      },
    });
    const client = await welcomed('u-1');
    client.send({ event: 'notification:read', data: { notificationId: 'n-1' } });
    await until('it is asked', () => isAsked);
    const closing = gateway.close();
    store();
    expect((await client.next()).event).toBe('notification:read:ack');
    expect(await client.closed).toBe(1012);
    await closing;
    expect(gateway.count()).toBe(0);
  });

  it('waits a bounded time for a socket that does not say goodbye', async () => {
    const { gateway, welcomed, pass } = await serve();
    const client = await welcomed('u-1');
    client.socket.pause();
    const closing = gateway.close();
    await pass(2);
    await closing;
    client.socket.resume();
    await client.closed;
  });

  it('takes no new socket', async () => {
    const { gateway, open } = await serve();
    await gateway.close();
    await expect(open({ header: 'u-1' }).closed).rejects.toThrow('503');
  });
});

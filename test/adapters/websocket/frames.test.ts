import * as TE from 'fp-ts/TaskEither';
import { type ServedGateway, serveGateway } from '../../support/gateway';
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

describe('notification:read', () => {
  it('is acknowledged only after it is stored, with the id of its frame', async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const asked: Array<unknown> = [];
    const { welcomed } = await serve({
      handlers: {
        markRead: (userId, id) => async () => {
          asked.push([userId, id]);
          await stored;
          return TE.right('2026-01-01T00:00:01.000Z' as never)();
        },
      },
    });
    const client = await welcomed('u-1');
    client.send({ event: 'notification:read', data: { notificationId: 'n-1', userId: 'u-2' }, id: 7 });
    client.send('no JSON');
    const answer = client.next();
    await until('it is asked', () => asked.length === 1);
    expect(client.arrived()).toStrictEqual([]);
    store();
    expect(await answer).toStrictEqual({
      event: 'notification:read:ack',
      data: { notificationId: 'n-1', timestamp: '2026-01-01T00:00:01.000Z' },
      id: 7,
    });
    expect(asked).toStrictEqual([['u-1', 'n-1']]);
  });

  it("is refused for what is not there or another's, and where it can't be confirmed", async () => {
    const failures = { 'n-1': { _tag: 'SocketNotFound' }, 'n-2': { _tag: 'SocketUnavailable' } } as const;
    const { welcomed } = await serve({
      handlers: { markRead: (_, id) => TE.left(failures[id as keyof typeof failures]) },
    });
    const client = await welcomed('u-1');
    client.send({ event: 'notification:read', data: { notificationId: 'n-1' }, id: 'a' });
    client.send({ event: 'notification:read', data: { notificationId: 'n-2' }, id: 'b' });
    expect(await client.next()).toMatchObject({ event: 'error', data: { code: 'not-found' }, id: 'a' });
    expect(await client.next()).toMatchObject({ event: 'error', data: { code: 'unavailable' }, id: 'b' });
  });
});

it.each([
  ['bad JSON', '{', 'bad-frame'],
  ['no object', '[]', 'bad-frame'],
  ['no event', '{}', 'bad-frame'],
  ['an event that is no text', '{"event":1}', 'bad-frame'],
  ['an id that is no text or number', '{"event":"subscribe","id":{}}', 'bad-frame'],
  ['an unknown event', '{"event":"constructor"}', 'unknown-event'],
  ['a second auth', '{"event":"auth","data":{"token":"u-2"}}', 'unknown-event'],
  ['a reading of nothing', '{"event":"notification:read"}', 'bad-data'],
  ['a reading of a number', '{"event":"notification:read","data":{"notificationId":1}}', 'bad-data'],
  ['a topic of another user', '{"event":"subscribe","data":{"topics":["user:u-2"]}}', 'unsupported'],
  ['a replay', '{"event":"subscribe","data":{"after":"1"}}', 'unsupported'],
  ['topics that are none', '{"event":"subscribe","data":{"topics":"user:u-1"}}', 'bad-data'],
])('answers %s with an error, and goes on', async (_, frame, code) => {
  const { welcomed } = await serve();
  const client = await welcomed('u-1');
  client.send(frame);
  expect(await client.next()).toStrictEqual({ event: 'error', data: { code, message: expect.any(String) } });
  client.send({ event: 'subscribe', data: { topics: ['user:u-1'] }, id: 's' });
  expect(await client.next()).toStrictEqual({ event: 'subscribe:ack', data: { topics: ['user:u-1'] }, id: 's' });
});

it('answers a binary frame with an error', async () => {
  const { welcomed } = await serve();
  const client = await welcomed('u-1');
  client.socket.send(Buffer.from('{"event":"subscribe"}'));
  expect(await client.next()).toMatchObject({ event: 'error', data: { code: 'bad-frame' } });
});

it('never repeats what a bad frame said', async () => {
  const { welcomed } = await serve();
  const client = await welcomed('u-1');
  client.send('{"event":"auth","data":{"token":"MARKER"}}');
  client.send('MARKER');
  client.send('{"event":"MARKER"}');
  const answers = [await client.next(), await client.next(), await client.next()];
  expect(JSON.stringify(answers)).not.toContain('MARKER');
});

it('closes with 1008 after too many bad frames in ten seconds, and bears as many again later', async () => {
  const { welcomed, pass } = await serve({ limits: { badFrames: 3 } });
  const client = await welcomed('u-1');
  const fault = async () => {
    client.send('{');
    return client.next();
  };
  for (let i = 0; i < 3; i += 1) await fault();
  await pass(10);
  for (let i = 0; i < 3; i += 1) await fault();
  client.send('{');
  expect(await client.closed).toBe(1008);
});

it('closes with 1009 at a frame over 64 KiB, and takes one of 64 KiB', async () => {
  const { welcomed } = await serve();
  const client = await welcomed('u-1');
  client.send('x'.repeat(64 * 1024));
  expect((await client.next()).event).toBe('error');
  client.send('x'.repeat(64 * 1024 + 1));
  expect(await client.closed).toBe(1009);
});

it('closes with 1011 where handling a frame is a defect', async () => {
  const { welcomed } = await serve({ handlers: { markRead: () => async () => Promise.reject(new Error('defect')) } });
  const client = await welcomed('u-1');
  client.send({ event: 'notification:read', data: { notificationId: 'n-1' } });
  expect(await client.closed).toBe(1011);
});

it('handles a thousand frames sent at once, one after another', async () => {
  let inHand = 0;
  let most = 0;
  const { welcomed } = await serve({
    handlers: {
      markRead: () => async () => {
        inHand += 1;
        most = Math.max(most, inHand);
        await new Promise(setImmediate);
        inHand -= 1;
        return TE.right('2026-01-01T00:00:00.000Z' as never)();
      },
    },
  });
  const client = await welcomed('u-1');
  const ids = Array.from({ length: 1_000 }, (_, i) => i);
  for (const id of ids) client.send({ event: 'notification:read', data: { notificationId: `n-${id}` }, id });
  const answered: Array<unknown> = [];
  while (answered.length < ids.length) answered.push((await client.next()).id);
  expect(answered).toStrictEqual(ids);
  expect(most).toBe(1);
});

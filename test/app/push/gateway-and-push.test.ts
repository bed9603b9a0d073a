import { type ServedGateway, serveGateway } from '../../support/gateway';
import { type Pushing, pushing } from '../../support/pushing';
import type { SocketClient } from '../../support/socket-client';

let served: ServedGateway;
let running: Pushing;

beforeEach(async () => {
  served = await serveGateway({
    handlers: {
      greet: (userId) => async () => running.push.handlers.greet(userId)(),
      markRead:
        (...asked) =>
        async () =>
          running.push.handlers.markRead(...asked)(),
    },
  });
  running = pushing({ sockets: served.gateway });
  running.start();
  await running.clock.advance(0);
});

afterEach(async () => {
  await running.stop();
  await served.gateway.close();
  served.server.close();
});

const positionsOf = async (client: SocketClient, last: string): Promise<ReadonlyArray<unknown>> => {
  const positions: Array<unknown> = [];
  while (positions.at(-1) !== last) positions.push((await client.next()).data['position']);
  return positions;
};

it('brings a thousand quick notifications in order, and to one who comes meanwhile all after the welcome', async () => {
  const first = await served.welcomed('u-1');
  const requests = Array.from({ length: 1_000 }, (_, i) => `n-${i}`);
  const asked: Array<bigint> = [];
  for (const id of requests.slice(0, 500)) asked.push(await running.request(id));
  const late = served.open({ header: 'u-1' });
  for (const id of requests.slice(500)) asked.push(await running.request(id));
  const last = String(asked.at(-1));
  expect(await positionsOf(first, last)).toStrictEqual(asked.map(String));

  const welcome = await late.next();
  const begin = BigInt(welcome.data['position'] as string);
  const rest = asked.filter((position) => position > begin).map(String);
  if (rest.length > 0) expect(await positionsOf(late, last)).toStrictEqual(rest);
  expect(welcome.event).toBe('welcome');
});

it('tells a reading to the other socket, and acknowledges it to the one that made it', async () => {
  const [reader, other] = [await served.welcomed('u-1'), await served.welcomed('u-1')];
  reader.send({ event: 'notification:read', data: { notificationId: 'n-1' }, id: 'r' });
  expect(await reader.next()).toMatchObject({ event: 'notification:read:ack', id: 'r' });
  expect(await other.next()).toMatchObject({ event: 'notification:read', data: { notificationId: 'n-1' } });
  expect(await other.next()).toStrictEqual({ event: 'unread', data: { count: 1 } });
  expect(reader.arrived()).toStrictEqual([]);
});

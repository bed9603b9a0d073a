import { once } from 'node:events';
import * as TE from 'fp-ts/TaskEither';
import { type ServedGateway, serveGateway } from '../../support/gateway';

const welcome = { event: 'welcome', data: { userId: 'u-1', unread: 3, position: '10' } };
let served: ServedGateway;

const serve = async (...args: Parameters<typeof serveGateway>): Promise<ServedGateway> => {
  served = await serveGateway(...args);
  return served;
};

afterEach(async () => {
  await served.gateway.close();
  served.server.close();
});

describe('a socket shows its token', () => {
  it('in the Authorization header', async () => {
    const { open } = await serve();
    expect(await open({ header: 'u-1' }).next()).toStrictEqual(welcome);
  });

  it('as the subprotocol, and is answered with bearer alone', async () => {
    const { open } = await serve();
    const client = open({ subprotocol: 'u-1' });
    expect(await client.next()).toStrictEqual(welcome);
    expect(client.socket.protocol).toBe('bearer');
  });

  it('in a first frame', async () => {
    const { open } = await serve();
    const client = open();
    await once(client.socket, 'open');
    client.send({ event: 'auth', data: { token: 'u-1' }, id: 'a' });
    expect(await client.next()).toStrictEqual({ ...welcome, id: 'a' });
  });

  it('and is served in order when more frames follow at once', async () => {
    const { open } = await serve();
    const client = open();
    await once(client.socket, 'open');
    client.send({ event: 'auth', data: { token: 'u-1' } });
    client.send({ event: 'notification:read', data: { notificationId: 'n-1' }, id: 'r' });
    expect(await client.next()).toStrictEqual(welcome);
    expect((await client.next()).event).toBe('notification:read:ack');
  });
});

describe('a socket is closed with 4401', () => {
  it('when its token is refused', async () => {
    const { open } = await serve();
    expect(await open({ header: 'nobody' }).closed).toBe(4401);
    expect(await open({ subprotocol: 'nobody' }).closed).toBe(4401);
  });

  it('when its first frame is another one', async () => {
    const { open } = await serve();
    const client = open();
    await once(client.socket, 'open');
    client.send({ event: 'subscribe', data: {} });
    expect(await client.closed).toBe(4401);
  });

  it('when five seconds have gone by without a token, and not before', async () => {
    const { open, pass } = await serve();
    const client = open();
    await once(client.socket, 'open');
    await pass(5);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await pass(1);
    expect(await client.closed).toBe(4401);
  });

  it('when its token ends', async () => {
    const { gateway, welcomed, pass } = await serve({ limits: { silenceSeconds: 3_600 } });
    const client = await welcomed('u-1');
    await pass(10 * 60);
    expect(await client.closed).toBe(4401);
    expect(gateway.isConnected('u-1')).toBe(false);
  });
});

it('asks a socket to try again later while nobody can be greeted', async () => {
  const { open } = await serve({ handlers: { greet: () => TE.left({ _tag: 'SocketUnavailable' }) } });
  expect(await open({ header: 'u-1' }).closed).toBe(1013);
});

it('takes a bounded number of sockets that have shown no token', async () => {
  const { open, pass } = await serve({ limits: { anonymous: 2 } });
  const waiting = [open(), open()];
  await Promise.all(waiting.map(async ({ socket }) => once(socket, 'open')));
  await expect(open({ header: 'u-1' }).closed).rejects.toThrow('503');
  await pass(6);
  await Promise.all(waiting.map(async ({ closed }) => closed));
  expect(await open({ header: 'u-1' }).next()).toStrictEqual(welcome);
});

it('serves no other path, and reads no token from the path it serves', async () => {
  const { open } = await serve();
  await expect(open({ path: '/elsewhere', header: 'u-1' }).closed).rejects.toThrow('404');
  const client = open({ path: '/ws?token=u-1' });
  await once(client.socket, 'open');
  client.send({ event: 'subscribe', data: {} });
  expect(await client.closed).toBe(4401);
});

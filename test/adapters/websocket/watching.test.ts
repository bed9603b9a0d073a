import { type ServedGateway, serveGateway } from '../../support/gateway';

let served: ServedGateway | undefined;
const serve = async (): Promise<ServedGateway> => {
  served = await serveGateway();
  return served;
};
afterEach(async () => {
  await served?.gateway.close();
  served?.server.close();
});

const subscribe = (...topics: ReadonlyArray<string>) => ({ event: 'subscribe', data: { topics }, id: 's' });
const progress = (percent: number) => ({ event: 'batch:progress', data: { progress: percent } }) as const;

describe('a batch', () => {
  it('is watched by whose role lets them, and told to them alone', async () => {
    const { gateway, welcomed } = await serve();
    const [admin, other] = [await welcomed('u-admin'), await welcomed('u-1')];
    admin.send(subscribe('batch:b-1'));
    expect(await admin.next()).toStrictEqual({
      event: 'subscribe:ack',
      data: { topics: ['user:u-admin', 'batch:b-1'] },
      id: 's',
    });
    other.send(subscribe('batch:b-1'));
    expect(await other.next()).toMatchObject({ event: 'error', data: { code: 'forbidden' } });
    gateway.tell('batch:b-1', progress(50));
    gateway.tell('batch:b-2', progress(60));
    gateway.tell('batch:b-1', progress(70));
    expect([await admin.next(), await admin.next()]).toStrictEqual([progress(50), progress(70)]);
  });

  it('is watched until the socket names others, or goes', async () => {
    const { gateway, welcomed } = await serve();
    const admin = await welcomed('u-admin');
    admin.send(subscribe('batch:b-1', 'batch:b-2'));
    await admin.next();
    admin.send(subscribe('batch:b-2'));
    await admin.next();
    expect([...gateway.watched()]).toStrictEqual([['batch:b-2', 1]]);
    admin.socket.close();
    await admin.closed;
    expect([...gateway.watched()]).toStrictEqual([]);
  });

  it('is one of a few: more are refused, and nothing changes', async () => {
    const { gateway, welcomed } = await serve();
    const admin = await welcomed('u-admin');
    admin.send(subscribe(...Array.from({ length: 21 }, (_, n) => `batch:b-${String(n)}`)));
    expect(await admin.next()).toMatchObject({ event: 'error', data: { code: 'unsupported' } });
    expect(gateway.watched().size).toBe(0);
  });
});

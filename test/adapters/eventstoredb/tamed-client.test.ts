import { createTamedClient } from '../../../src/adapters/eventstoredb/tamed-client';

it('a failure that the client handles while no node of the cluster is found is no failure of the process', async () => {
  const { client, close } = createTamedClient('esdb+discover://127.0.0.1:1?tls=false&maxDiscoverAttempts=1');
  const innards = client as unknown as {
    readonly getChannel: () => Promise<unknown>;
    readonly handleError: (of: unknown, error: unknown) => Promise<void>;
  };
  const looking = innards.getChannel();
  const handling = innards.handleError(
    { getChannel: () => undefined },
    Object.assign(new Error('away'), { code: 14, details: 'away' }),
  );
  await expect(looking).rejects.toThrow();
  await expect(handling).resolves.toBeUndefined();
  await close();
});

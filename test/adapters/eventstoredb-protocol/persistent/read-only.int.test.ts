import { AccessDeniedError, persistentSubscriptionToStreamSettingsFromDefaults, START } from '@eventstore/db-client';
import { consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();

it('shows its groups, and lets nobody move them, where nothing may be written', async () => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START });
  await served.append('kept', 1);
  await served.client().createPersistentSubscriptionToStream('kept', 'g', settings);
  await served.restart({ readOnly: true });
  const client = served.client();
  expect(await client.listPersistentSubscriptionsToStream('kept')).toMatchObject([{ groupName: 'g', settings }]);
  const refused = [
    async () => client.createPersistentSubscriptionToStream('kept', 'h', settings),
    async () => client.updatePersistentSubscriptionToStream('kept', 'g', settings),
    async () => client.deletePersistentSubscriptionToStream('kept', 'g'),
    async () => client.replayParkedMessagesToStream('kept', 'g'),
    async () => client.restartPersistentSubscriptionSubsystem(),
  ];
  for (const attempt of refused) await expect(attempt()).rejects.toBeInstanceOf(AccessDeniedError);
  const failure = await consume(client.subscribeToPersistentSubscriptionToStream('kept', 'g')).failure();
  expect(failure).toBeInstanceOf(AccessDeniedError);
});

import { jsonEvent, type JSONType, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToStreamSettingsFromDefaults();
const configStream = '$persistentSubscriptionConfig';

it('touches nothing where its configuration is not readable, until that is put right', async () => {
  await served.client().createPersistentSubscriptionToStream('s', 'g', settings);
  const readable: Array<JSONType> = [];
  for await (const { event } of served.client().readStream(configStream)) readable.push(event!.data as JSONType);
  await served.client().appendToStream(configStream, jsonEvent({ type: 'Wrong', data: { entries: 'none' } }));
  await served.restart();
  const attempts = [
    async () => served.client().createPersistentSubscriptionToStream('s', 'h', settings),
    async () => served.client().getPersistentSubscriptionToStreamInfo('s', 'g'),
    async () => served.client().listAllPersistentSubscriptions(),
  ];
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow('are not started');
  await served.client().appendToStream(configStream, jsonEvent({ type: '$PersistentConfig', data: readable[0]! }));
  await served.client().restartPersistentSubscriptionSubsystem();
  expect(await served.client().getPersistentSubscriptionToStreamInfo('s', 'g')).toMatchObject({ settings });
});

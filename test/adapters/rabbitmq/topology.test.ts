import { intakeTopology } from '../../../src/adapters/rabbitmq/intake-topology';
import { platformNames } from '../../../src/adapters/rabbitmq/names';
import { workTopology } from '../../../src/adapters/rabbitmq/work-topology';

describe("the platform's messages", () => {
  const { exchanges, queues, bindings } = intakeTopology(platformNames, ['user.registered', 'device.deleted'], 3);
  const queueNames = queues.map(({ name }) => name);

  it('come by the names of the contract', () => {
    expect(exchanges).toStrictEqual(['cloudphone.events', 'cloudphone.notifications.dlx']);
    expect(queueNames).toStrictEqual([
      'notification-service.user.registered',
      'notification-service.device.deleted',
      'notification-service.user.registered.retry.1',
      'notification-service.user.registered.retry.2',
      'notification-service.user.registered.retry.3',
      'notification-service.device.deleted.retry.1',
      'notification-service.device.deleted.retry.2',
      'notification-service.device.deleted.retry.3',
      'notification-service.dlq',
    ]);
    expect(bindings.filter(({ exchange }) => exchange === 'cloudphone.events')).toStrictEqual([
      { queue: 'notification-service.user.registered', exchange: 'cloudphone.events', key: 'user.registered' },
      { queue: 'notification-service.device.deleted', exchange: 'cloudphone.events', key: 'device.deleted' },
    ]);
  });

  it('survive a restart of the broker, wherever they wait', () => {
    expect(queues.every(({ options }) => options.durable)).toBe(true);
  });

  it('come back from a delay to their own queue alone', () => {
    const rooms = queues.filter(({ name }) => name.includes('.retry.'));
    for (const { name, options } of rooms) {
      expect(options.deadLetterExchange).toBe('');
      expect(name.startsWith(`${String(options.deadLetterRoutingKey)}.retry.`)).toBe(true);
    }
  });

  it('reach every queue of the dead-letter exchange by its own name alone', () => {
    const dead = bindings.filter(({ exchange }) => exchange === 'cloudphone.notifications.dlx');
    expect(dead.map(({ queue }) => queue)).toStrictEqual(queueNames.slice(2));
    expect(dead.every(({ queue, key }) => queue === key)).toBe(true);
  });

  it('leave a copy when they are parked, of which there are not too many for too long', () => {
    const dead = queues.find(({ name }) => name === 'notification-service.dlq');
    expect(dead?.options).toMatchObject({ maxLength: 10_000, messageTtl: 86_400_000, overflow: 'drop-head' });
  });
});

it('has a priority queue for each channel and one for bulk, bound by the keys of the contract', () => {
  const { exchanges, queues, bindings } = workTopology(platformNames);
  expect(exchanges).toStrictEqual(['cloudphone.notifications']);
  expect(bindings.map(({ queue, key }) => [queue, key])).toStrictEqual(
    ['deliver.websocket', 'deliver.email', 'deliver.sms', 'deliver.push', 'bulk.send'].map((key) => [
      `notification-service.${key}`,
      key,
    ]),
  );
  const bound = queues.filter(({ name }) => bindings.some(({ queue }) => queue === name));
  expect(bound.map(({ options }) => options)).toStrictEqual(
    Array.from({ length: 5 }, () => ({ durable: true, maxPriority: 10 })),
  );
});

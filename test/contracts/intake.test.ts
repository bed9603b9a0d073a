import { openRabbitMqIntake } from '../../src/adapters/rabbitmq/intake';
import { brokerParts, cornerOfTheBroker } from '../support/broker-corner';
import { createInMemoryIntake } from '../support/in-memory-intake';
import { openPlatformSide } from '../support/platform-side';
import { brokerForTests } from '../support/rabbitmq';
import { until } from '../support/until';
import { eventTypesUnderTest } from './intake-under-test';
import { intakeContract } from './intake.contract';

describe('in memory', () => {
  intakeContract(async () => createInMemoryIntake());
});

describe('on RabbitMQ', () => {
  const broker = brokerForTests();
  const closings: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const close of closings.splice(0)) await close();
  });
  intakeContract(async () => {
    const names = cornerOfTheBroker();
    const intake = openRabbitMqIntake({
      ...brokerParts(broker.url()),
      names,
      eventTypes: eventTypesUnderTest,
      retryDelays: [20, 40, 60],
    });
    const platform = await openPlatformSide(broker.url(), names);
    closings.push(platform.close, async () => intake.close()());
    await until('connected', intake.connected);
    return { intake, service: names.service, publish: platform.publish, parked: platform.parked };
  });
});

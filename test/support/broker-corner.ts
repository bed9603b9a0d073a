import { randomUUID } from 'node:crypto';
import type { BrokerParts, BrokerWatch } from '../../src/adapters/rabbitmq/broker';
import type { BrokerNames } from '../../src/adapters/rabbitmq/names';
import { systemClock } from '../../src/adapters/system/clock';
import { systemIds } from '../../src/adapters/system/ids';
import { silent } from './http-deps';

/** Names that nobody else has, so that each case has the broker for itself. */
export const cornerOfTheBroker = (): BrokerNames => {
  const corner = `corner-${randomUUID()}`;
  return { events: `${corner}.events`, work: `${corner}.work`, deadLetters: `${corner}.dlx`, service: corner };
};

export const unwatched: BrokerWatch = { connected: () => {}, lost: () => {}, differs: () => {} };

export const brokerParts = (url: string, watch: Partial<BrokerWatch> = {}): BrokerParts => ({
  url,
  clock: systemClock,
  ids: systemIds,
  logger: silent,
  watch: { ...unwatched, ...watch },
});

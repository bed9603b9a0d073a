import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { type GroupSettings, STRATEGIES, type StrategyName } from '../group/group-settings';

export type SettingsMessage = CreateReq.Settings | UpdateReq.Settings;

const TICKS_PER_MILLI = 10_000n;

const millisIn = (ticks: string): number => Number(BigInt(ticks) / TICKS_PER_MILLI);

/** The word wins over the number that is there for older clients. */
const strategyNameIn = (settings: SettingsMessage): string => {
  const word = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  const number = settings.getNamedConsumerStrategy();
  return word === '' ? (STRATEGIES.slice(0, 3)[number] ?? String(number)) : word;
};

const isStrategy = (name: string): name is StrategyName => STRATEGIES.some((known) => known === name);

/** What a client sets, or why it can't be set. */
export const settingsIn = (settings: SettingsMessage): E.Either<string, GroupSettings> => {
  const strategy = strategyNameIn(settings);
  if (!isStrategy(strategy)) return E.left(`Consumer strategy ${strategy} does not exist.`);
  const numbers = {
    messageTimeout: settings.hasMessageTimeoutTicks()
      ? millisIn(settings.getMessageTimeoutTicks())
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfter: settings.hasCheckpointAfterTicks()
      ? millisIn(settings.getCheckpointAfterTicks())
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
  };
  const negative = Object.entries(numbers).find(([, value]) => value < 0);
  if (negative !== undefined) return E.left(`${negative[0]} must not be negative.`);
  const flags = { resolveLinks: settings.getResolveLinks(), extraStatistics: settings.getExtraStatistics() };
  return E.right({ ...flags, ...numbers, strategy });
};

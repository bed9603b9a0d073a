import { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb';
import type { Consumer } from '../group/consumer';
import type { GroupSettings } from '../group/group-settings';
import { type Measurement, measurementsOf } from '../running/latencies';
import type { Throughput } from '../running/measure';
import { statusOf } from '../running/progress';
import type { RunningGroup } from '../running/run-group';
import { placeText } from '../state/place';

const setSettings = (info: SubscriptionInfo, settings: GroupSettings): SubscriptionInfo =>
  info
    .setResolveLinkTos(settings.resolveLinks)
    .setExtraStatistics(settings.extraStatistics)
    .setMessageTimeoutMilliseconds(settings.messageTimeout)
    .setMaxRetryCount(settings.maxRetryCount)
    .setCheckPointAfterMilliseconds(settings.checkpointAfter)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setBufferSize(settings.historyBufferSize)
    .setNamedConsumerStrategy(settings.strategy);

const toMeasurement = ({ key, value }: Measurement): SubscriptionInfo.Measurement =>
  new SubscriptionInfo.Measurement().setKey(key).setValue(String(value));

type Connection = { readonly consumer: Consumer; readonly throughput: Throughput; readonly group: RunningGroup };

const connectionInfo = ({ consumer, throughput, group }: Connection): SubscriptionInfo.ConnectionInfo => {
  const call = group.consumer(consumer.id);
  const latencies = group.config.settings.extraStatistics ? consumer.latencies : [];
  return new SubscriptionInfo.ConnectionInfo()
    .setUsername(call?.username ?? '')
    .setConnectionName(call?.connectionName ?? '')
    .setAverageItemsPerSecond(throughput.averagePerSecond)
    .setTotalItems(String(throughput.total))
    .setCountSinceLastMeasurement(String(throughput.sinceLast))
    .setAvailableSlots(consumer.slots - consumer.holds.size)
    .setInFlightMessages(consumer.holds.size)
    .setObservedMeasurementsList(measurementsOf(latencies).map(toMeasurement));
};

/** What is known of a group at this moment (contract, section 12.8). Asking begins the next measurement, as there. */
export const subscriptionInfo = (group: RunningGroup, now: number): SubscriptionInfo => {
  const { config, progress } = group;
  const { source } = config;
  const counts = group.counts();
  const measured = group.meter.measure(counts.delivered, counts.consumers, now);
  const textOf = (place: bigint | undefined): string => (place === undefined ? '' : placeText(source, place));
  const info = new SubscriptionInfo()
    .setEventSource(source)
    .setGroupName(config.group)
    .setStatus(statusOf(progress))
    .setStartFrom(config.startFrom)
    .setLastCheckpointedEventPosition(textOf(progress.lastCheckpointed))
    .setLastKnownEventPosition(textOf(progress.lastKnown))
    .setAveragePerSecond(measured.all.averagePerSecond)
    .setTotalItems(String(measured.all.total))
    .setCountSinceLastMeasurement(String(measured.all.sinceLast))
    .setReadBufferCount(counts.fresh)
    .setLiveBufferCount(String(Math.min(progress.arrivedLive, config.settings.liveBufferSize)))
    .setRetryBufferCount(counts.retries)
    .setTotalInFlightMessages(counts.inFlight)
    .setOutstandingMessagesCount(counts.inFlight)
    .setParkedMessageCount(String(group.parkedCount()))
    .setConnectionsList(
      counts.consumers.map((consumer) => connectionInfo({ consumer, throughput: measured.of(consumer), group })),
    );
  return setSettings(info, config.settings);
};

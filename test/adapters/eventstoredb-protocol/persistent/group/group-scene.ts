import {
  createGroup,
  type Group,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/create-group';
import type { GroupSettings } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/group-settings';
import type {
  GroupInput,
  GroupOutput,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/inputs';
import type { Arrival } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/message';
import type { EngineRecord } from '../../../../../src/domain/ports/journal-engine';

export const someSettings: GroupSettings = {
  resolveLinks: false,
  extraStatistics: false,
  messageTimeout: 30_000,
  maxRetryCount: 10,
  checkpointAfter: 2000,
  minCheckpointCount: 10,
  maxCheckpointCount: 1000,
  maxSubscriberCount: 0,
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  strategy: 'RoundRobin',
};

export const aRecord = (changes: Partial<EngineRecord> = {}): EngineRecord => ({
  id: 'e0',
  type: 'Happened',
  json: true,
  data: new Uint8Array(0),
  metadata: new Uint8Array(0),
  stream: 'source',
  revision: 0n,
  position: 1n,
  created: 0,
  ...changes,
});

/** The nth event of the source, named e<n>. */
export const event = (place: number, changes: Partial<EngineRecord> & { readonly bucket?: number } = {}): Arrival => {
  const { bucket = 0, ...record } = changes;
  const resolved = { event: aRecord({ id: `e${place}`, revision: BigInt(place), ...record }) };
  return { resolved, place: BigInt(place), bucket };
};

export const arrive = (...places: ReadonlyArray<number>): ReadonlyArray<GroupInput> =>
  places.map((place) => ({ type: 'arrived', arrival: event(place) }));

export const join = (consumer: number, slots = 10): GroupInput => ({ type: 'joined', consumer, slots });
export const leave = (consumer: number): GroupInput => ({ type: 'left', consumer });
export const ack = (...ids: ReadonlyArray<string>): GroupInput => ({ type: 'acknowledged', ids });
export const refuse = (action: 'park' | 'retry' | 'skip' | 'stop', ...ids: ReadonlyArray<string>): GroupInput => ({
  type: 'refused',
  action,
  reason: 'no',
  ids,
});
export const tick: GroupInput = { type: 'ticked' };

/** An output in a few words. */
export const inWords = (output: GroupOutput): string => {
  switch (output.type) {
    case 'deliver':
      return `${output.delivery.id} to ${output.consumer}${output.delivery.retryCount === 0 ? '' : `, retry ${output.delivery.retryCount}`}`;
    case 'withdraw':
      return `withdraw ${output.id} from ${output.consumer}`;
    case 'park':
      return `park ${output.message.id}: ${output.reason}`;
    case 'checkpoint':
      return `checkpoint ${output.place}`;
    case 'truncate-parked':
      return `truncate parked before ${output.before}`;
  }
};

export type Scene = {
  readonly group: Group;
  /** What it does about the last of them; a withdrawal is said only where the holder did not answer itself. */
  readonly when: (...inputs: ReadonlyArray<GroupInput>) => ReadonlyArray<string>;
  readonly outputs: (...inputs: ReadonlyArray<GroupInput>) => ReadonlyArray<GroupOutput>;
  readonly later: (millis: number) => void;
};

export const createScene = (settings: Partial<GroupSettings> = {}, after?: bigint): Scene => {
  const group = createGroup({ settings: { ...someSettings, ...settings }, maxBytes: 1 << 20 });
  let now = 1000;
  group.handle({ type: 'resumed', after }, now);
  const outputs: Scene['outputs'] = (...inputs) => inputs.map((input) => group.handle(input, now)).at(-1) ?? [];
  return {
    group,
    outputs,
    when: (...inputs) =>
      outputs(...inputs)
        .map(inWords)
        .filter((words) => !words.startsWith('withdraw')),
    later: (millis) => {
      now += millis;
    },
  };
};

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { STRATEGIES } from '../group/group-settings';
import type { GroupConfig, GroupFilter } from './group-config';

const strategy = t.keyof(
  Object.fromEntries(STRATEGIES.map((name) => [name, null])) as Record<(typeof STRATEGIES)[number], null>,
);
const StoredFilter = t.strict({
  context: t.keyof({ StreamId: null, EventType: null }),
  type: t.keyof({ Regex: null, Prefix: null }),
  data: t.readonlyArray(t.string),
});
/** EventStoreDB's names, and one of our own. */
const Entry = t.intersection([
  t.strict({
    stream: t.string,
    group: t.string,
    filter: t.union([StoredFilter, t.null]),
    resolveLinkTos: t.boolean,
    extraStatistics: t.boolean,
    messageTimeout: t.Int,
    startPosition: t.string,
    liveBufferSize: t.Int,
    historyBufferSize: t.Int,
    maxRetryCount: t.Int,
    readBatchSize: t.Int,
    checkPointAfter: t.Int,
    minCheckPointCount: t.Int,
    maxCheckPointCount: t.Int,
    maxSubscriberCount: t.Int,
    namedConsumerStrategy: strategy,
  }),
  t.partial({ endAtCreation: t.union([t.string, t.null]) }),
]);
const Config = t.strict({ version: t.literal('2'), entries: t.readonlyArray(Entry) });

type StoredEntry = t.TypeOf<typeof Entry>;

const toFilter = ({ context, type, data }: t.TypeOf<typeof StoredFilter>): GroupFilter => ({
  on: context === 'StreamId' ? 'stream' : 'type',
  by: type === 'Regex' ? { regex: data[0] ?? '' } : { prefixes: data },
});

const fromFilter = ({ on, by }: GroupFilter): t.TypeOf<typeof StoredFilter> => ({
  context: on === 'stream' ? 'StreamId' : 'EventType',
  ...('regex' in by ? { type: 'Regex', data: [by.regex] } : { type: 'Prefix', data: by.prefixes }),
});

const placeAtCreation = (text: string | null | undefined): bigint | undefined =>
  typeof text === 'string' && /^\d{1,19}$/.test(text) ? BigInt(text) : undefined;

const toGroupConfig = (entry: StoredEntry): GroupConfig => ({
  source: entry.stream,
  group: entry.group,
  filter: entry.filter === null ? undefined : toFilter(entry.filter),
  startFrom: entry.startPosition,
  end: placeAtCreation(entry.endAtCreation),
  settings: {
    resolveLinks: entry.resolveLinkTos,
    extraStatistics: entry.extraStatistics,
    messageTimeout: entry.messageTimeout,
    maxRetryCount: entry.maxRetryCount,
    checkpointAfter: entry.checkPointAfter,
    minCheckpointCount: entry.minCheckPointCount,
    maxCheckpointCount: entry.maxCheckPointCount,
    maxSubscriberCount: entry.maxSubscriberCount,
    liveBufferSize: entry.liveBufferSize,
    readBatchSize: entry.readBatchSize,
    historyBufferSize: entry.historyBufferSize,
    strategy: entry.namedConsumerStrategy,
  },
});

const fromGroupConfig = ({
  source,
  group,
  filter,
  startFrom,
  end,
  settings,
}: GroupConfig): Record<string, unknown> => ({
  stream: source,
  group,
  filter: filter === undefined ? null : fromFilter(filter),
  resolveLinkTos: settings.resolveLinks,
  extraStatistics: settings.extraStatistics,
  messageTimeout: settings.messageTimeout,
  startPosition: startFrom,
  endAtCreation: end === undefined ? null : String(end),
  liveBufferSize: settings.liveBufferSize,
  historyBufferSize: settings.historyBufferSize,
  maxRetryCount: settings.maxRetryCount,
  readBatchSize: settings.readBatchSize,
  checkPointAfter: settings.checkpointAfter,
  minCheckPointCount: settings.minCheckpointCount,
  maxCheckPointCount: settings.maxCheckpointCount,
  maxSubscriberCount: settings.maxSubscriberCount,
  namedConsumerStrategy: settings.strategy,
});

/** Who changed it, and when. */
export type Change = { readonly at: string; readonly by: string };

export const encodeConfig = (groups: Iterable<GroupConfig>, { at, by }: Change): Buffer =>
  Buffer.from(JSON.stringify({ version: '2', updated: at, updatedBy: by, entries: [...groups].map(fromGroupConfig) }));

/** `unreadable` of what this server did not write, or not so. */
export const decodeConfig = (data: Uint8Array): E.Either<'unreadable', ReadonlyArray<GroupConfig>> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(Buffer.from(data).toString()) as unknown,
      () => 'unreadable' as const,
    ),
    E.chainW((parsed) =>
      pipe(
        Config.decode(parsed),
        E.mapLeft(() => 'unreadable' as const),
      ),
    ),
    E.map(({ entries }) => entries.map(toGroupConfig)),
  );

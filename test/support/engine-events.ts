import { randomUUID } from 'node:crypto';
import type {
  EngineEvent,
  EnginePage,
  EngineRecord,
  EngineRecords,
  EngineStreamRead,
  JournalEngine,
} from '../../src/domain/ports/journal-engine';
import { collect } from './journal-events';
import { right } from './right';

export const LAST_REVISION = 9_223_372_036_854_775_807n;

export const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

export const engineEvent = (parts: Partial<EngineEvent> = {}): EngineEvent => ({
  id: randomUUID(),
  type: 'Noted',
  json: true,
  data: utf8('{"by":"u-1"}'),
  metadata: utf8('{}'),
  ...parts,
});

export const engineEvents = (count: number): ReadonlyArray<EngineEvent> =>
  Array.from({ length: count }, (_, n) => engineEvent({ data: utf8(`{"n":${String(n)}}`) }));

/** What says something of a stream, as a client writes it to `$$stream`. */
export const metadataEvent = (text: string): EngineEvent => engineEvent({ type: '$metadata', data: utf8(text) });

export const recordsIn = async (pages: AsyncIterable<EngineRecords>): Promise<EngineRecords> =>
  (await collect(pages)).flat();

export const readAllForwards: EngineStreamRead = { direction: 'forwards', from: 'start', limit: Infinity };

/** The records that a stream shows; fails where it shows none because it is not there. */
export const readStream = async (
  engine: JournalEngine,
  stream: string,
  read: Partial<EngineStreamRead> = {},
): Promise<EngineRecords> => recordsIn(right(await engine.readStream(stream, { ...readAllForwards, ...read })()));

export const revisionsOf = (records: EngineRecords): ReadonlyArray<bigint> => records.map(({ revision }) => revision);

/** Follows until `enough` says so of the records and the page that came last. */
export const take = async (
  follow: (signal: AbortSignal) => AsyncIterable<EnginePage>,
  enough: (records: ReadonlyArray<EngineRecord>, page: EnginePage) => boolean,
): Promise<EngineRecords> => {
  const stop = new AbortController();
  const records: Array<EngineRecord> = [];
  for await (const page of follow(stop.signal)) {
    records.push(...page.records);
    if (enough(records, page)) stop.abort();
  }
  return records;
};

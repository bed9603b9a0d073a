import type { EngineRecord } from '../../../../domain/ports/journal-engine';
import type { ResolvedEvent } from '../../encode-read-event';

/** What the source or the parked stream hands to a group. */
export type Arrival = {
  readonly resolved: ResolvedEvent;
  /** Of the record as it stands in the source; a revision, or a position where the source is everything. */
  readonly place: bigint;
  /** Which of the pinned parts it belongs to; 0 for strategies that pin nothing. */
  readonly bucket: number;
};

/** An event on its way through a group. */
export type Message = Arrival & {
  /** Of the record as it stands in the source: what consumers answer with. */
  readonly id: string;
  readonly bytes: number;
  /** Whether it came from the parked stream; it then holds back no checkpoint, but the truncation of that stream. */
  readonly replayed: boolean;
  /** 1 for the first event that the group saw; of a replayed one: its place in the parked stream. */
  readonly order: bigint;
  /** The place that was seen just before it: where a checkpoint stands as long as this is the first unsettled one. */
  readonly before: bigint | undefined;
  retries: number;
};

export const originalOf = ({ event, link }: ResolvedEvent): EngineRecord => {
  const original = link ?? event;
  // A defect of whoever resolved it.
  if (original === undefined) throw new Error('A resolved event is neither an event nor a link');
  return original;
};

const bytesOfRecord = (record: EngineRecord | undefined): number =>
  record === undefined ? 0 : record.data.byteLength + record.metadata.byteLength + 2 * record.stream.length + 256;

/** What it holds in memory, about. */
export const bytesOf = ({ event, link }: ResolvedEvent): number => bytesOfRecord(event) + bytesOfRecord(link);

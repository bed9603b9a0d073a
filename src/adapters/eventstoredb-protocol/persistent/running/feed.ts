import type { EngineRecord, JournalEngine } from '../../../../domain/ports/journal-engine';
import { resolveLink } from '../../resolve-link';
import type { Group } from '../group/create-group';
import type { GroupInput } from '../group/inputs';
import type { Arrival } from '../group/message';
import { bucketOf } from '../group/strategies/bucket-of';
import type { GroupConfig } from '../state/group-config';
import type { ParkedStream } from '../state/parked-stream';
import { followSource } from './follow-source';
import { fallBehind, noteArrival, type Progress } from './progress';
import type { Room } from './room';
import { startOf } from './start-of';

export type FeedOptions = {
  readonly engine: JournalEngine;
  readonly config: GroupConfig;
  readonly wants: (record: EngineRecord) => boolean;
  readonly group: Group;
  readonly enter: (input: GroupInput) => void;
  readonly parked: ParkedStream;
  readonly progress: Progress;
  readonly room: Room;
  readonly signal: AbortSignal;
};

/** Brings a group its events, from its source and from what it parked, one by one and as it has room for them. */
export type Feed = {
  /** From where it is. Ends with the signal, and with a source that was deleted for good. */
  readonly follow: () => Promise<void>;
  readonly replay: (stopAt: bigint | undefined) => Promise<void>;
};

export const createFeed = (options: FeedOptions): Feed => {
  const { engine, config, group, enter, parked, progress, room, signal } = options;
  const follow = resolveLink(engine);
  const arrivalOf = (resolved: Arrival['resolved'], place: bigint): Arrival => ({
    resolved,
    place,
    bucket: bucketOf(config.settings.strategy, resolved),
  });
  const bring = async (record: EngineRecord, place: bigint): Promise<void> => {
    const resolved = config.settings.resolveLinks ? await follow(record) : { event: record };
    if (!group.hasRoom()) fallBehind(progress);
    await room.free(signal);
    if (signal.aborted) return;
    noteArrival(progress, place);
    enter({ type: 'arrived', arrival: arrivalOf(resolved, place) });
  };
  return {
    follow: async () => {
      const after = group.counts().lastPlace ?? startOf(config);
      for await (const read of followSource({ engine, source: config.source, wants: options.wants, after, signal })) {
        if (read.type === 'record') await bring(read.record, read.place);
        else if (read.type === 'passed-over') enter(read);
        else progress.isLive = read.live;
        if (signal.aborted) return;
      }
    },
    replay: async (stopAt) => {
      await parked.look();
      const range = parked.upTo(stopAt);
      if (range === undefined) return;
      for await (const record of parked.records(range)) {
        const resolved = await follow(record);
        await room.free(signal);
        if (signal.aborted) return;
        enter({ type: 'replayed', arrival: arrivalOf(resolved, record.revision) });
        parked.noteReplayed(record.revision + 1n);
      }
      parked.noteReplayed(range.to);
    },
  };
};

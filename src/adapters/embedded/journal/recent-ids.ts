/** The latest ids of one stream with their revisions, oldest first. */
export type IdsOfStream = ReadonlyArray<readonly [id: string, revision: number]>;

export type RecentIds = {
  readonly revisionOf: (stream: number, id: string) => number | undefined;
  readonly add: (stream: number, id: string, revision: number) => void;
  readonly clear: () => void;
};

const IDS_OF_A_STREAM = 512;
const STREAMS = 512;

/**
 * Where an append may go anywhere, a repeat is looked for among the last 512 events of its stream, across restarts too;
 * EventStoreDB keeps such ids in a bounded cache as well. They are loaded when a stream first needs them, so that streams
 * that are only appended to at a revision cost nothing.
 */
export const createRecentIds = (load: (stream: number, limit: number) => IdsOfStream): RecentIds => {
  const streams = new Map<number, Map<string, number>>();
  const loaded = (stream: number): Map<string, number> => {
    const ids = streams.get(stream) ?? new Map(load(stream, IDS_OF_A_STREAM));
    streams.delete(stream);
    streams.set(stream, ids);
    evict(streams, STREAMS);
    return ids;
  };
  return {
    revisionOf: (stream, id) => loaded(stream).get(id),
    add: (stream, id, revision) => {
      const ids = streams.get(stream);
      if (ids === undefined) return;
      ids.delete(id);
      ids.set(id, revision);
      evict(ids, IDS_OF_A_STREAM);
    },
    clear: () => {
      streams.clear();
    },
  };
};

const evict = <Key>(map: Map<Key, unknown>, limit: number): void => {
  for (const oldest of map.keys()) {
    if (map.size <= limit) return;
    map.delete(oldest);
  }
};

/** A stream's number and last revision; a stream that has none yet has no number either. */
export type StreamHead = {
  readonly number: number;
  readonly current: number;
  /** Whether its last event is a tombstone. */
  readonly tombstoned: boolean;
};

export type StreamHeads = {
  readonly of: (stream: string) => StreamHead | undefined;
  readonly set: (stream: string, head: StreamHead) => void;
  readonly clear: () => void;
};

const LIMIT = 20_000;

/** The heads of the streams that were written to lately, so that a run of appends to one asks the database once. */
export const createStreamHeads = (load: (stream: string) => StreamHead | undefined): StreamHeads => {
  const heads = new Map<string, StreamHead>();
  return {
    of: (stream) => heads.get(stream) ?? load(stream),
    set: (stream, head) => {
      heads.delete(stream);
      heads.set(stream, head);
      const oldest = heads.keys().next();
      if (heads.size > LIMIT && oldest.done !== true) heads.delete(oldest.value);
    },
    clear: () => {
      heads.clear();
    },
  };
};

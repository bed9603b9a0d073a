/** Something that arrived among the items, at its place. */
export type Mark =
  { readonly kind: 'confirmed' | 'caught-up' } | { readonly kind: 'passed'; readonly position: bigint };
export type Arrived<A> =
  | { readonly kind: 'items'; readonly items: ReadonlyArray<A> }
  | { readonly kind: 'mark'; readonly mark: Mark }
  | { readonly kind: 'end' };

/** What is needed of the client's streams, which are Transforms: more stands before them that is still to be converted. */
export type Source = {
  readonly read: () => unknown;
  readonly readableLength: number;
  readonly writableLength?: number;
  readonly on: {
    (event: 'readable' | 'end', listener: () => void): unknown;
    (event: 'error', listener: (error: Error) => void): unknown;
  };
};

export type Arrivals<A> = {
  readonly mark: (mark: Mark) => void;
  /** What has arrived and was not taken yet: items up to the next mark, or the mark. Undefined where it is nothing. */
  readonly taken: (most: number) => Arrived<A> | undefined;
  /** Resolves when more has arrived, or one of the signals aborts. */
  readonly more: (signals: ReadonlyArray<AbortSignal>) => Promise<void>;
  /** How many items could be taken now. */
  readonly waiting: () => number;
  /** Nothing has arrived that was not taken, as far as can be seen from here. */
  readonly isEmpty: () => boolean;
  /** Takes the rest to its end and forgets it: the client remembers a call for ever whose end nobody has come to. */
  readonly leave: () => void;
};

/**
 * A stream of the client as what it has brought so far, to be taken in as large pieces as have come; what is not taken stays
 * where it is, and holds up the sender. Its failure is thrown once everything before it is taken.
 */
export const createArrivals = <A>(source: Source): Arrivals<A> => {
  const marks: Array<{ readonly at: number; readonly mark: Mark }> = [];
  let taken = 0;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;
  let left = false;
  const forget = (): void => {
    while (source.read() !== null);
  };
  source.on('readable', () => {
    if (left) forget();
    else wake();
  });
  source.on('end', () => {
    ended = true;
    wake();
  });
  // For as long as the stream lives: a failure that comes after everyone has left would end the process.
  source.on('error', (error) => {
    failure ??= { error };
    wake();
  });

  /** Up to the next mark, which may come to stand while they are read: each read lets the stream convert more. */
  const takeItems = (most: number): ReadonlyArray<A> => {
    const items: Array<A> = [];
    while (items.length < most && taken < (marks[0]?.at ?? Infinity)) {
      const item = source.read() as A | null;
      if (item === null) break;
      items.push(item);
      taken += 1;
    }
    return items;
  };

  return {
    mark: (mark) => {
      marks.push({ at: taken + source.readableLength, mark });
      wake();
    },
    taken: (most) => {
      const items = takeItems(most);
      if (items.length > 0) return { kind: 'items', items };
      if ((marks[0]?.at ?? Infinity) <= taken) {
        const [first] = marks.splice(0, 1);
        if (first !== undefined) return { kind: 'mark', mark: first.mark };
      }
      if (failure !== undefined) throw failure.error;
      return ended ? { kind: 'end' } : undefined;
    },
    more: async (signals) =>
      new Promise((resolve) => {
        const finish = (): void => {
          wake = () => undefined;
          for (const signal of signals) signal.removeEventListener('abort', finish);
          resolve();
        };
        wake = finish;
        if (signals.some(({ aborted }) => aborted)) finish();
        for (const signal of signals) signal.addEventListener('abort', finish, { once: true });
      }),
    waiting: () => source.readableLength,
    leave: () => {
      left = true;
      forget();
    },
    isEmpty: () => source.readableLength === 0 && marks.length === 0 && (source.writableLength ?? 0) === 0,
  };
};

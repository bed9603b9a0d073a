import { keepTrying, type Persistence } from './keep-trying';

/** Writes values one after another; of those that come while one is being written, only the last. */
export type LatestWriter<T> = {
  readonly write: (value: T) => void;
  /** Resolves once nothing is being written any more. */
  readonly idle: () => Promise<void>;
};

export const createLatestWriter = <T>(
  store: (value: T) => Promise<void>,
  persistence: Persistence,
): LatestWriter<T> => {
  let next: { readonly value: T } | undefined;
  let writing: Promise<void> | undefined;
  const takeNext = async (): Promise<void> => {
    const taken = next;
    next = undefined;
    if (taken === undefined) return;
    try {
      await store(taken.value);
    } catch (cause) {
      next ??= taken;
      throw cause;
    }
  };
  const writeAll = async (): Promise<void> => {
    while (next !== undefined && !persistence.signal.aborted) await keepTrying(takeNext, persistence);
    writing = undefined;
  };
  return {
    write: (value) => {
      next = { value };
      writing ??= writeAll();
    },
    idle: async () => writing,
  };
};

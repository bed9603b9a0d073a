import { saysDamaged } from '../sqlite-failure';
import { openReadStore, type ReadStore } from './read-store';
import { startWriterThread, type WriterThread } from './writer-thread';
import type { WriteStep } from './writer-messages';

/** What views are read and written through. */
export type Connections = {
  readonly read: <A>(work: (store: ReadStore) => A) => Promise<A>;
  /** Whether the step was taken; false where the view's checkpoint was another one. What was taken is seen by every later read. */
  readonly write: (step: WriteStep) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

type Open = { readonly store: ReadStore; readonly thread: WriterThread };

/** The thread first: it makes the file where there is none. */
const open = async (file: string, remake: boolean): Promise<Open> => {
  const thread = await startWriterThread({ file, remake });
  try {
    return { thread, store: openReadStore(file) };
  } catch (cause) {
    await thread.close();
    throw cause;
  }
};

/** For the one who writes. A thread that has died is started again; a file that turns out to be damaged is begun anew. */
export const openConnections = async (file: string, onRemade: () => void): Promise<Connections> => {
  const connect = async (remake: boolean): Promise<Open> => {
    const opened = await open(file, remake);
    if (opened.thread.remade) onRemade();
    return opened;
  };
  let current = await connect(false);
  let renewing: Promise<Open> | undefined;
  let closed = false;

  const replace = async (remake: boolean): Promise<Open> => {
    current.store.close();
    await current.thread.discard();
    current = await connect(remake);
    return current;
  };
  const renew = async (remake: boolean): Promise<Open> => {
    renewing ??= replace(remake).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  const present = async (): Promise<Open> => {
    if (closed) throw new Error('the views are closed');
    return renewing ?? (current.thread.alive() ? current : renew(false));
  };
  /** Damage shows to several at once: they all share one beginning anew, since it waits for the steps that were asked before. */
  const use = async <A>(work: (on: Open) => A | Promise<A>): Promise<A> => {
    const on = await present();
    try {
      return await work(on);
    } catch (cause) {
      if (saysDamaged(cause)) await renew(true);
      throw cause;
    }
  };

  return {
    read: async (work) => use(({ store }) => work(store)),
    write: async (step) => use(async ({ thread }) => thread.take(step)),
    close: async () => {
      closed = true;
      await renewing;
      current.store.close();
      await current.thread.close();
    },
  };
};

/** Beside the process that writes, or without one. */
export const openReadingConnections = (file: string): Connections => {
  const store = openReadStore(file);
  return {
    read: async (work) => work(store),
    write: async () => {
      throw new Error('the views were opened for reading alone');
    },
    close: async () => {
      store.close();
    },
  };
};

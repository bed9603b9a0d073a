import type { TaskEither } from 'fp-ts/TaskEither';
import * as TE from 'fp-ts/TaskEither';
import type { Views, ViewUnavailable } from '../../../domain/ports/views';
import { saysDamaged } from '../journal/sqlite-failure';
import { createViews, type Use } from './create-views';
import { openOrRemake, openToRead, remake } from './open-database';
import { createStore } from './store';

export type EmbeddedViews = { readonly views: Views; readonly close: () => Promise<void> };

export type EmbeddedViewsOptions = {
  readonly file: string;
  readonly ledgerId: string;
  /** Beside the process that writes, or without one; every write is refused. */
  readonly readOnly?: boolean;
  /** Told each time that a file, damaged or of another schema, was thrown away and is made anew. */
  readonly onRemade?: () => void;
};

const toUnavailable = (cause: unknown): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause });

const openReadOnly = ({ file, ledgerId }: EmbeddedViewsOptions): EmbeddedViews => {
  const store = createStore(openToRead(file));
  const close = async (): Promise<void> => {
    store.database.close();
  };
  return { views: createViews({ file, ledgerId, use: (work) => work(store) }), close };
};

const openReadWrite = ({ file, ledgerId, onRemade = () => undefined }: EmbeddedViewsOptions): EmbeddedViews => {
  let store = createStore(openOrRemake(file, onRemade));
  /** What turns out to be damaged in use is thrown away at once: the next to ask finds no view, and builds it. */
  const use: Use = (work) => {
    try {
      return work(store);
    } catch (cause) {
      if (!saysDamaged(cause)) throw cause;
      store.database.close();
      store = createStore(remake(file));
      onRemade();
      throw cause;
    }
  };
  // Statements that wait for the garbage collector keep the connection, so the log is copied back here and not by `close`.
  const close = async (): Promise<void> => {
    store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    store.database.close();
  };
  return { views: createViews({ file, ledgerId, use }), close };
};

/** Views in one SQLite file. It holds nothing that the journal could not give again, so a damaged one is made anew. */
export const openEmbeddedViews = (options: EmbeddedViewsOptions): TaskEither<ViewUnavailable, EmbeddedViews> =>
  TE.tryCatch(async () => (options.readOnly === true ? openReadOnly(options) : openReadWrite(options)), toUnavailable);

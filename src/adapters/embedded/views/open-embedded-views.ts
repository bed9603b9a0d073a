import type { TaskEither } from 'fp-ts/TaskEither';
import * as TE from 'fp-ts/TaskEither';
import type { Views, ViewUnavailable } from '../../../domain/ports/views';
import { openConnections, openReadingConnections } from './connections';
import { createViews } from './create-views';

export type EmbeddedViews = { readonly views: Views; readonly close: () => Promise<void> };

export type EmbeddedViewsOptions = {
  readonly file: string;
  readonly ledgerId: string;
  /** Beside the process that writes, or without one; every write is refused. */
  readonly readOnly?: boolean;
  /** Told each time that a file, damaged or of another schema, was thrown away and is made anew. */
  readonly onRemade?: () => void;
};

/**
 * Views in one SQLite file, written by a thread of their own and read here. The file holds nothing that the journal could
 * not give again, so a damaged one is made anew.
 */
export const openEmbeddedViews = (options: EmbeddedViewsOptions): TaskEither<ViewUnavailable, EmbeddedViews> =>
  TE.tryCatch(
    async () => {
      const { file, ledgerId, readOnly = false, onRemade = () => undefined } = options;
      const connections = readOnly ? openReadingConnections(file) : await openConnections(file, onRemade);
      return { views: createViews({ file, ledgerId, connections }), close: connections.close };
    },
    (cause): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause }),
  );

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipe } from 'fp-ts/function';
import type { TaskEither } from 'fp-ts/TaskEither';
import * as TE from 'fp-ts/TaskEither';
import type { ViewUnavailable } from '../../../domain/ports/views';
import { type EmbeddedViews, openEmbeddedViews } from './open-embedded-views';

const makeFolder: TaskEither<ViewUnavailable, string> = TE.tryCatch(
  async () => mkdtemp(join(tmpdir(), 'ledger-views-')),
  (cause) => ({ _tag: 'ViewUnavailable', cause }),
);

/** Views in a folder of their own that is removed when they are closed: for folding the journal afresh, aside. */
export const openTemporaryViews = (ledgerId: string): TaskEither<ViewUnavailable, EmbeddedViews> =>
  pipe(
    makeFolder,
    TE.chain((folder) =>
      pipe(
        openEmbeddedViews({ file: join(folder, 'views.db'), ledgerId }),
        TE.map(({ views, close }) => ({
          views,
          close: async () => {
            await close();
            await rm(folder, { recursive: true });
          },
        })),
      ),
    ),
  );

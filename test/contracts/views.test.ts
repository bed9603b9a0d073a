import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { type EmbeddedViews, openEmbeddedViews } from '../../src/adapters/embedded/views/open-embedded-views';
import { viewsContract } from './views.contract';

viewsContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-views-contract-'));
  const opened: Array<EmbeddedViews> = [];
  return {
    viewsOf: async (ledgerId) => {
      const outcome = await openEmbeddedViews({ file: join(folder, 'views.db'), ledgerId })();
      if (E.isLeft(outcome)) throw new Error('the views do not open', { cause: outcome.left.cause });
      opened.push(outcome.right);
      return outcome.right.views;
    },
    close: async () => {
      for (const { close } of opened) await close();
      await rm(folder, { recursive: true });
    },
  };
});

import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { openEmbeddedSpool } from '../../../src/adapters/embedded/spool/open-embedded-spool';
import { systemIds } from '../../../src/adapters/system/ids';
import type { AcceptBatch } from '../../../src/app/batches/batch-request';
import { usualBulkLimits } from '../../../src/app/bulk/bulk-deps';
import { createBulk } from '../../../src/app/bulk/create-bulk';
import { openUpload } from '../../../src/app/http/routes/bulk-list';
import type { Upload } from '../../../src/app/http/route';
import { createMetrics } from '../../../src/app/metrics';
import { call, maintenance } from '../../support/bulk-under-test';
import { sized } from '../../support/sized';
import { type LedgerUnderTest, NAMESPACE, openLedgerUnderTest } from '../../support/ledger-under-test';
import { memoryUse } from '../../support/memory-use';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { at } from '../../support/vocabulary';

const MANY = sized(200_000, 1_000_000);
const LINES_A_CHUNK = 500;
/** Who was named already: 16 bytes each, in tables that are half empty at their largest. */
const BYTES_A_NAME = 48;
const SLACK = 6 * 1024 * 1024;

const directory = temporaryDirectory();
const metrics = createMetrics({ process: true });
let ledger: LedgerUnderTest;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterAll(async () => ledger.close());

/** Every tenth has words of their own. */
const line = (index: number): string => {
  if (index === 0) return JSON.stringify({ templateCode: 'system.maintenance', data: maintenance });
  const own = index % 10 === 0 ? { data: { title: `For ${String(index)}` } } : {};
  return JSON.stringify({ userId: `user-${String(index)}`, ...own });
};

it(`takes in ${String(MANY)} recipients in memory that knows no more of each than that they came`, async () => {
  const kept: Array<number> = [];
  const look = async (): Promise<void> => {
    kept.push((await memoryUse(async () => (await metrics.exposition()).text)).kept);
  };
  const upload = async function* (): Upload {
    for (let from = 0; from <= MANY; from += LINES_A_CHUNK) {
      const to = Math.min(from + LINES_A_CHUNK, MANY + 1);
      const text = Array.from({ length: to - from }, (_, index) => `${line(from + index)}\n`).join('');
      if (from === MANY / 10 || from === MANY / 2 || from === MANY - LINES_A_CHUNK) await look();
      yield E.right(Buffer.from(text));
    }
  } satisfies () => Upload;
  let written = 0;
  const acceptBatch: AcceptBatch = (_asked, prepare) => async () => {
    const { recipients } = right(await prepare());
    for await (const page of recipients) {
      written += right(page).length;
      if (written % 1_000 === 0 && kept.length < 4) await look();
    }
    const value = { batchId: 'b-1', totalUsers: written, createdAt: at(0), duplicates: 0 };
    return E.right({ value, position: 1n, replayed: false });
  };
  const bulk = createBulk({
    ...ledger.deps,
    templates: ledger.templates,
    acceptBatch,
    earlierBatch: () => TE.right(undefined),
    requestForEveryone: () => TE.left({ _tag: 'NotFound' }),
    spool: openEmbeddedSpool(join(directory, 'spool')),
    ids: systemIds,
    namespace: NAMESPACE,
    limits: usualBulkLimits,
  });
  const { ask, list } = right(await openUpload(upload()));
  right(await bulk.upload(call({ ask }), list)());
  expect(written).toBe(MANY);
  const [first = 0] = kept;
  const grown = Math.max(...kept) - first;
  expect(kept.length).toBeGreaterThan(2);
  expect(grown).toBeLessThan(MANY * BYTES_A_NAME + SLACK);
}, 600_000);

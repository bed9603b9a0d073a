import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedSpool } from '../../src/adapters/embedded/spool/open-embedded-spool';
import { systemIds } from '../../src/adapters/system/ids';
import { createEarlierBatch } from '../../src/app/batches/create-accept-batch';
import { type BulkLimits, usualBulkLimits } from '../../src/app/bulk/bulk-deps';
import type { Bulk, BulkAsk, BulkCall, BulkList, GivenRecipient, ListedEntry } from '../../src/app/bulk/bulk-request';
import { createBulk } from '../../src/app/bulk/create-bulk';
import type { UserId } from '../../src/domain/shared/codecs';
import type { JsonObject } from '../../src/domain/shared/json';
import { type BatchOptions, batchProcess, type BatchProcess } from './batching';
import { type LedgerUnderTest, NAMESPACE, service } from './ledger-under-test';

/** A maintenance that many are told of: it shows times and numbers. */
export const maintenance: JsonObject = {
  title: 'Network upgrade',
  message: 'We are upgrading the network.',
  startTime: '2026-01-15T18:00:00.000Z',
  endTime: '2026-01-15T20:00:00.000Z',
  duration: 120,
  affectedServices: ['console'],
};

export const ask = (changes: Partial<BulkAsk> = {}): BulkAsk => ({
  templateCode: 'system.maintenance',
  data: maintenance,
  channels: ['websocket'],
  priority: undefined,
  sendAt: undefined,
  ...changes,
});

export const call = (changes: Partial<BulkCall> = {}): BulkCall => ({
  caller: service,
  ask: ask(),
  scope: undefined,
  ...changes,
});
export const keyed = (key: string): BulkCall['scope'] => ({ key, method: 'POST', path: '/notifications/bulk' });

export const recipient = (userId: string, changes: Partial<GivenRecipient> = {}): GivenRecipient => ({
  userId: userId as UserId,
  locale: undefined,
  data: undefined,
  ...changes,
});

/** Lines from the second on, as an upload has them, so many a page. */
export const listed = async function* (recipients: Iterable<GivenRecipient>, page = 100): BulkList<never> {
  let entries: Array<ListedEntry> = [];
  let line = 1;
  for (const one of recipients) {
    line += 1;
    entries.push(entry(one, line));
    if (entries.length < page) continue;
    yield E.right(entries);
    entries = [];
  }
  yield E.right(entries);
} satisfies (recipients: Iterable<GivenRecipient>, page?: number) => BulkList<never>;

const entry = (given: GivenRecipient, line: number): ListedEntry => {
  const { userId, locale, data } = given;
  return { at: { path: '', line }, raw: { userId, locale: locale ?? null, data: data ?? null }, given: E.right(given) };
};

export type BulkUnderTest = BatchProcess & { readonly bulk: Bulk; readonly spoolFolder: string };

/** A process that takes lists in, with its spool in a folder of its own, and carries batches out. */
export const bulkProcess = (
  ledger: LedgerUnderTest,
  directory: string,
  options: BatchOptions & { readonly bulkLimits?: BulkLimits } = {},
): BulkUnderTest => {
  const incarnation = systemIds.random();
  const process = batchProcess(ledger, incarnation, options);
  const spoolFolder = join(directory, `spool-${incarnation}`);
  const bulk = createBulk({
    ...process.deps,
    ...process,
    earlierBatch: createEarlierBatch(process.deps),
    spool: openEmbeddedSpool(spoolFolder),
    ids: systemIds,
    namespace: NAMESPACE,
    limits: options.bulkLimits ?? usualBulkLimits,
  });
  return { ...process, bulk, spoolFolder };
};

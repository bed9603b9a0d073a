import { join } from 'node:path';
import { openEmbeddedKeyRing } from '../../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { openContents } from '../../../src/app/vault/open-contents';
import type { ContentPart } from '../../../src/domain/notification/content-part';
import { batchKey, recipientKey } from '../../../src/domain/ports/key-ring';
import type { Journal } from '../../../src/domain/ports/journal';
import type { UserId } from '../../../src/domain/shared/codecs';
import { createInMemoryJournal } from '../../support/in-memory-journal';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { vaultOf } from '../../support/vault-of';
import { at, zhCN } from '../../support/vocabulary';

const directory = temporaryDirectory();
const content = { title: 'A title', body: 'A body', data: { n: 1 } };
const template = { code: 'system.update', locale: zhCN, version: 1 };
const actor = { kind: 'system', id: 'batches' };
const metadata = { $correlationId: 'b-1', $causationId: 'batch:b-1', actor, at: at(0), v: 1 };
let opened = 0;

/** A ledger that holds one content of the batch `b-1`, and counts how often its journal is read. */
const sharing = async () => {
  opened += 1;
  const keyRing = openEmbeddedKeyRing({ file: join(directory, `keys-${String(opened)}.db`) });
  const vault = vaultOf(keyRing);
  const journal = createInMemoryJournal();
  const context = { stream: 'content-b-1.k', type: 'ContentRendered', eventId: 'e-1' };
  const [personal] = right(await vault.seal([{ owner: batchKey('b-1'), context, value: content }])());
  const data = { batchId: 'b-1', key: 'k', template, locale: zhCN, personal: personal! };
  right(await journal.append(context.stream, 'no-stream', [{ id: 'e-1', type: 'ContentRendered', data, metadata }])());
  const read: Array<string> = [];
  const watched: Journal = {
    ...journal,
    readStream: (stream, options) => {
      read.push(stream);
      return journal.readStream(stream, options);
    },
  };
  return { keyRing, vault, read, open: openContents({ journal: watched, vault }) };
};
const shared = (userId: string, key = 'k'): ContentPart => ({
  userId: userId as UserId,
  shared: { batchId: 'b-1', key },
});
const open = { status: 'open', value: content };

it('opens what is shared for each who shares it, read once and then remembered', async () => {
  const { open: openAll, read } = await sharing();
  expect(right(await openAll([shared('u-1'), shared('u-2')])())).toStrictEqual([open, open]);
  expect(right(await openAll([shared('u-3')])())).toStrictEqual([open]);
  expect(read).toStrictEqual(['content-b-1.k']);
});

it('keeps the order, where some of it is for one alone', async () => {
  const { open: openAll, vault } = await sharing();
  const context = { stream: 'notification-n-1', type: 'NotificationRequested', eventId: 'e-2' };
  const [sealed] = right(await vault.seal([{ owner: recipientKey('u-2'), context, value: 'own' }])());
  const own = { ...context, sealed: sealed! };
  const own2 = { status: 'open', value: 'own' };
  expect(right(await openAll([shared('u-1'), own, shared('u-2'), own])())).toStrictEqual([open, own2, open, own2]);
});

it('is gone for whoever was erased, also where they never had a key, and for nobody else', async () => {
  const { open: openAll, keyRing } = await sharing();
  right(await openAll([shared('u-1'), shared('u-2')])());
  right(await keyRing.destroyForGood([recipientKey('u-1')])());
  expect(right(await openAll([shared('u-1'), shared('u-2')])())).toStrictEqual([{ status: 'gone' }, open]);
});

it('is damaged where nothing stands that it refers to', async () => {
  const { open: openAll } = await sharing();
  expect(right(await openAll([shared('u-1', 'other')])())).toStrictEqual([{ status: 'damaged' }]);
});

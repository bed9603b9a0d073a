import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { engineEvent, metadataEvent, utf8 } from '../../../support/engine-events';
import { collect, followUntil, newEvent, newEvents } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const folder = temporaryDirectory();
const open = async () =>
  right(await openEmbeddedJournal({ dataDir: mkdtempSync(join(folder, 'journal-')), clock: createTestClock() })());

describe('what other clients write to the ledger’s journal', () => {
  it('is not part of the ledger where it is the system’s own, though positions go past it', async () => {
    const { journal, engine, close } = await open();
    const early = followUntil(journal, { after: 0n }, (events) => events.length === 4);
    right(await engine.append('$users', 'any', [engineEvent()])());
    right(await journal.append('a-1', 'no-stream', newEvents(2))());
    right(await engine.append('$$a-1', 'any', [metadataEvent('{"owner":"x"}')])());
    right(await journal.append('a-1', 1n, newEvents(2))());
    right(await engine.append('$ops', 'any', [engineEvent()])());
    const places = [2n, 3n, 5n, 6n];
    for (const direction of ['forwards', 'backwards'] as const) {
      const read = await collect(journal.readAll({ direction }));
      const positions = read.map(({ position }) => position);
      expect(direction === 'forwards' ? positions : positions.toReversed()).toStrictEqual(places);
    }
    expect((await early).map(({ position }) => position)).toStrictEqual(places);
    let reached = 0n;
    const late = await followUntil(journal, { after: 0n }, (_, page) => {
      reached = page.position;
      return page.live;
    });
    expect(late.map(({ position }) => position)).toStrictEqual(places);
    expect(reached).toBe(7n);
    expect(right(await journal.head()())).toBe(7n);
    await close();
  });

  it('is shown as its bytes where it is no JSON object', async () => {
    const { journal, engine, close } = await open();
    const $binary = (text: string) => ({ $binary: Buffer.from(text).toString('base64') });
    const written: ReadonlyArray<readonly [Parameters<typeof engineEvent>[0], object]> = [
      [
        { json: false, data: utf8('{"a":1}') },
        { data: $binary('{"a":1}'), metadata: {} },
      ],
      [{ data: utf8('{"a":') }, { data: $binary('{"a":'), metadata: {} }],
      [
        { data: utf8('[1]'), metadata: utf8('null') },
        { data: $binary('[1]'), metadata: $binary('null') },
      ],
      [
        { type: '$>', json: false, data: utf8('0@a-1') },
        { data: $binary('0@a-1'), metadata: {} },
      ],
      [
        { data: new Uint8Array(0), metadata: new Uint8Array(0) },
        { data: $binary(''), metadata: {} },
      ],
      [
        { data: utf8('{"a":1}'), metadata: utf8('{"b":2}') },
        { data: { a: 1 }, metadata: { b: 2 } },
      ],
    ];
    for (const [event] of written) right(await engine.append('a-1', 'any', [engineEvent(event)])());
    const shown = written.map(([, due]) => due);
    const seen = await followUntil(journal, { after: 0n }, (_, { live }) => live);
    for (const events of [seen, await collect(journal.readAll()), await collect(journal.readStream('a-1'))])
      expect(events.map(({ data, metadata }) => ({ data, metadata }))).toStrictEqual(shown);
    await close();
  });

  it('truncates a stream, and hides one that was deleted, as it says', async () => {
    const { journal, engine, close } = await open();
    right(await journal.append('a-1', 'no-stream', newEvents(4))());
    right(await engine.append('$$a-1', 'any', [metadataEvent('{"$tb":2}')])());
    const revisions = async (options = {}) =>
      (await collect(journal.readStream('a-1', options))).map(({ revision }) => revision);
    expect(await revisions()).toStrictEqual([2n, 3n]);
    expect(await revisions({ direction: 'backwards', limit: 3 })).toStrictEqual([3n, 2n]);
    right(await engine.softDelete('a-1', 'any')());
    expect(await revisions()).toStrictEqual([]);
    expect(right(await journal.append('a-1', 3n, [newEvent()])()).revision).toBe(4n);
    expect(await revisions()).toStrictEqual([4n]);
    await close();
  });

  it('is damage where it is a tombstone', async () => {
    const { journal, engine, close } = await open();
    right(await journal.append('a-1', 'no-stream', newEvents(2))());
    right(await engine.tombstone('a-1', 'any')());
    expect(await journal.append('a-1', 1n, [newEvent()])()).toStrictEqual(
      E.left({ _tag: 'StreamDeleted', stream: 'a-1' }),
    );
    for (const direction of ['forwards', 'backwards'] as const)
      await expect(collect(journal.readStream('a-1', { direction, limit: 1 }))).rejects.toMatchObject({
        _tag: 'JournalError',
        kind: 'damaged',
      });
    await close();
  });
});

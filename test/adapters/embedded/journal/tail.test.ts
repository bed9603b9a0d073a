import fc from 'fast-check';
import { createBell } from '../../../../src/adapters/embedded/journal/bell';
import { encodeAppend } from '../../../../src/adapters/embedded/journal/encode-append';
import { placeRecord } from '../../../../src/adapters/embedded/journal/place-record';
import { createRecentRecords } from '../../../../src/adapters/embedded/journal/recent-records';
import { storedEventOf } from '../../../../src/adapters/embedded/journal/shared-record';
import { positionOf } from '../../../../src/adapters/embedded/journal/record';
import { newEvent } from '../../../support/journal-events';

const recordAt = (position: number, bytes: number): Buffer => {
  const { records } = encodeAppend('a-1', [newEvent({ data: { text: 'x'.repeat(bytes) } })], 0);
  placeRecord(records, { position, revision: 0, streamNumber: 1 });
  return records;
};

describe('the recent records', () => {
  it.each([
    ['many small', 9000, 1],
    ['few large', 60, 1_000_000],
  ])('of %s ones are exactly those after a position, or none that could lack one', (_, added, bytes) => {
    const HEAD = 7;
    const recent = createRecentRecords(HEAD);
    const last = HEAD + added;
    for (let position = HEAD + 1; position <= last; position += 1) recent.add(recordAt(position, bytes));
    const kept = Array.from({ length: last + 1 }, (_position, after) => recent.after(after, 5));
    expect(kept[last]).toStrictEqual([]);
    expect(kept[0]).toBeUndefined();
    kept.forEach((records, after) => {
      const atMost = Math.min(5, last - after, Math.ceil((1024 * 1024) / bytes));
      const due = Array.from({ length: atMost }, (_record, index) => after + 1 + index);
      if (records !== undefined) expect(records.map(({ record }) => positionOf(record))).toStrictEqual(due);
    });
    const oldest = kept.findIndex((records) => records !== undefined);
    expect(oldest).toBeGreaterThan(HEAD);
    expect(last - oldest).toBeLessThanOrEqual(4096);
    expect((last - oldest) * bytes).toBeLessThan(17 * 1024 * 1024);
  });
});

describe('a recent record', () => {
  it('is decoded once for all who ask soon, and again for who asks late', () => {
    const recent = createRecentRecords(0);
    for (let position = 1; position <= 300; position += 1) {
      recent.add(recordAt(position, 10));
      const added = recent.at(position);
      if (added !== undefined) storedEventOf(added);
    }
    const remembered = Array.from({ length: 300 }, (_, index) => recent.at(index + 1)?.stored !== undefined);
    expect(remembered.filter(Boolean)).toHaveLength(256);
    expect(remembered.at(-1)).toBe(true);
    const [oldest] = recent.after(0, 1) ?? [];
    expect(oldest && storedEventOf(oldest).position).toBe(1n);
  });
});

describe('the bell', () => {
  it('wakes who waits, and tells who was busy when it rang', async () => {
    const { ring, watch } = createBell();
    const { changed } = watch(new AbortController().signal);
    ring();
    await changed();
    const waiting = changed();
    ring();
    await waiting;
  });

  it('rings for who waits whose signal is aborted, before and after', async () => {
    const { watch } = createBell();
    const stop = new AbortController();
    const { changed } = watch(stop.signal);
    const waiting = changed();
    stop.abort();
    await waiting;
    await changed();
    await watch(stop.signal).changed();
  });

  it('loses no ring, however rings and waits follow each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('ring', 'wait'), { maxLength: 30 }), async (steps) => {
        const { ring, watch } = createBell();
        const { changed } = watch(new AbortController().signal);
        for (const step of steps) {
          ring();
          if (step === 'wait') await changed();
        }
      }),
    );
  });
});

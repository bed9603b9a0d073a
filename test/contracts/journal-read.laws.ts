import type { Journal } from '../../src/domain/ports/journal';
import { collect, freshStream, newEvent, newEvents } from '../support/journal-events';
import { right } from '../support/right';

const upTo = (count: number, from = 0) => Array.from({ length: count - from }, (_, index) => BigInt(from + index));

export const journalReadLaws = (journal: () => Journal): void => {
  const revisions = async (stream: string, options?: Parameters<Journal['readStream']>[1]) =>
    (await collect(journal().readStream(stream, options))).map(({ revision }) => revision);

  describe('reading a stream', () => {
    const LONG = 700;
    const stream = freshStream();
    beforeAll(async () => {
      right(await journal().append(stream, 'no-stream', newEvents(LONG))());
    });

    it('finds nothing in an absent one, in both directions', async () => {
      for (const direction of ['forwards', 'backwards'] as const)
        expect(await revisions(freshStream(), { direction })).toStrictEqual([]);
    });

    it('gives all of it in order, whatever its length', async () => {
      expect(await revisions(stream)).toStrictEqual(upTo(LONG));
    });

    it('gives all of it backwards', async () => {
      expect(await revisions(stream, { direction: 'backwards' })).toStrictEqual(upTo(LONG).reverse());
    });

    it('begins with the revision given, in both directions', async () => {
      expect(await revisions(stream, { from: 300n })).toStrictEqual(upTo(LONG, 300));
      expect(await revisions(stream, { from: 300n, direction: 'backwards' })).toStrictEqual(upTo(301).reverse());
    });

    it('begins at the end where it is asked to begin beyond it', async () => {
      expect(await revisions(stream, { from: 5000n })).toStrictEqual([]);
      expect(await revisions(stream, { from: 5000n, direction: 'backwards', limit: 2 })).toStrictEqual([699n, 698n]);
    });

    it('stops at the limit', async () => {
      expect(await revisions(stream, { limit: 3 })).toStrictEqual([0n, 1n, 2n]);
      expect(await revisions(stream, { limit: 300, from: 10n })).toStrictEqual(upTo(310, 10));
      expect(await revisions(stream, { direction: 'backwards', limit: 1 })).toStrictEqual([699n]);
    });

    it('may be left before its end', async () => {
      for await (const { revision } of journal().readStream(stream)) if (revision === 3n) break;
      expect(await revisions(stream, { limit: 1 })).toStrictEqual([0n]);
    });

    it('keeps streams apart whose names differ in little', async () => {
      const name = freshStream();
      for (const near of [name, `${name} `, name.toUpperCase(), `${name}é`, `${name}e\u0301`])
        right(await journal().append(near, 'no-stream', [newEvent()])());
      expect(await revisions(name)).toStrictEqual([0n]);
    });
  });

  describe('reading all', () => {
    const category = freshStream().replace('-1', '');
    const streams = [`${category}-a`, `${category}-b`, `${category}other-c`];
    const ours = { streamPrefixes: [`${category}-`] };
    const place = ({ stream, revision }: { stream: string; revision: bigint }) => `${stream.slice(-1)}${revision}`;
    beforeAll(async () => {
      for (let round = 0; round < 3; round += 1)
        for (const stream of streams) {
          const expected = round === 0 ? 'no-stream' : BigInt(round - 1);
          right(await journal().append(stream, expected, [newEvent({ type: round === 1 ? 'Odd' : 'Even' })])());
        }
    });

    it('gives the events of a prefix in the order in which they were written', async () => {
      const events = await collect(journal().readAll({ filter: ours }));
      expect(events.map(place)).toStrictEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    });

    it('gives them backwards', async () => {
      const events = await collect(journal().readAll({ filter: ours, direction: 'backwards', limit: 3 }));
      expect(events.map(place)).toStrictEqual(['b2', 'a2', 'b1']);
    });

    it('passes what is of one of the types, and of one of the prefixes', async () => {
      const types = { streamPrefixes: streams, eventTypes: ['Odd', 'Other'] };
      expect((await collect(journal().readAll({ filter: types }))).map(place)).toStrictEqual(['a1', 'b1', 'c1']);
      expect(await collect(journal().readAll({ filter: { ...ours, eventTypes: [] } }))).toStrictEqual([]);
    });

    it('begins after, or before, the position given', async () => {
      const [first, second, third] = await collect(journal().readAll({ filter: ours }));
      const after = await collect(journal().readAll({ filter: ours, after: first!.position, limit: 2 }));
      expect(after).toStrictEqual([second, third]);
      const before = { filter: ours, direction: 'backwards', before: third!.position } as const;
      expect(await collect(journal().readAll(before))).toStrictEqual([second, first]);
    });

    it('begins from the position given, with the event that stands there', async () => {
      const [, second, third, fourth] = await collect(journal().readAll({ filter: ours }));
      const from = { filter: ours, from: second!.position };
      expect(await collect(journal().readAll({ ...from, limit: 3 }))).toStrictEqual([second, third, fourth]);
      expect((await collect(journal().readAll({ from: second!.position, limit: 1 })))[0]).toStrictEqual(second);
      const [first] = await collect(journal().readAll({ limit: 1 }));
      expect(await collect(journal().readAll({ from: 0n, limit: 1 }))).toStrictEqual([first]);
    });

    it('finds nothing after the head, and nothing before the first', async () => {
      const head = right(await journal().head()());
      expect(await collect(journal().readAll({ after: head }))).toStrictEqual([]);
      expect(await collect(journal().readAll({ after: head + 1000n }))).toStrictEqual([]);
      expect(await collect(journal().readAll({ direction: 'backwards', before: 0n }))).toStrictEqual([]);
    });

    it('is the whole history: strictly rising positions, the same events in both directions', async () => {
      const forwards = await collect(journal().readAll());
      const backwards = await collect(journal().readAll({ direction: 'backwards' }));
      expect(backwards.toReversed()).toStrictEqual(forwards);
      expect(forwards.every(({ position }, index) => position > (forwards[index - 1]?.position ?? 0n))).toBe(true);
      // Behind the last one there may be events of the system, which nobody is shown.
      const { position } = right(await journal().append(freshStream(), 'no-stream', [newEvent()])());
      expect(position).toBeGreaterThan(forwards.at(-1)?.position ?? 0n);
      expect(right(await journal().head()())).toBeGreaterThanOrEqual(position);
      expect((await collect(journal().readAll({ from: position }))).map((event) => event.position)).toStrictEqual([
        position,
      ]);
    });

    it('sees an append that was answered before it began', async () => {
      const stream = freshStream();
      for (let revision = 0n; revision < 20n; revision += 1n) {
        const expected = revision === 0n ? 'no-stream' : revision - 1n;
        const { position } = right(await journal().append(stream, expected, [newEvent()])());
        const [last] = await collect(journal().readAll({ direction: 'backwards', limit: 1 }));
        expect(last).toMatchObject({ stream, revision, position });
      }
    });
  });
};

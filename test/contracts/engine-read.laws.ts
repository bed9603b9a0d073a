import type { EngineStreamRead, JournalEngine } from '../../src/domain/ports/journal-engine';
import {
  engineEvent,
  engineEvents,
  metadataEvent,
  readStream,
  recordsIn,
  revisionsOf,
  utf8,
} from '../support/engine-events';
import { collect, freshStream } from '../support/journal-events';
import { right } from '../support/right';

const upTo = (count: number, from = 0) => Array.from({ length: count - from }, (_, index) => BigInt(from + index));
const PAGE = 1024 * 1024;

export const engineReadLaws = (engine: () => JournalEngine): void => {
  const written = async (count: number, stream = freshStream()) => {
    right(await engine().append(stream, 'any', engineEvents(count))());
    return stream;
  };
  const saying = async (stream: string, metadata: string) =>
    right(await engine().append(`$$${stream}`, 'any', [metadataEvent(metadata)])());
  const revisions = async (stream: string, read: Partial<EngineStreamRead> = {}) =>
    revisionsOf(await readStream(engine(), stream, read));

  describe('reading a stream', () => {
    const stream = freshStream();
    beforeAll(async () => written(700, stream));
    const backwards = { direction: 'backwards' } as const;

    it.each<[string, Partial<EngineStreamRead>, ReadonlyArray<bigint>]>([
      ['all', {}, upTo(700)],
      ['all backwards', { ...backwards, from: 'end' }, upTo(700).reverse()],
      ['from a revision on', { from: 690n, limit: 5 }, upTo(695, 690)],
      ['backwards from a revision', { ...backwards, from: 3n }, upTo(4).reverse()],
      ['backwards from the start', { ...backwards, from: 'start' }, [0n]],
      ['forwards from the end', { from: 'end' }, []],
      ['beyond the head', { from: 5000n }, []],
      ['backwards from beyond the head', { ...backwards, from: 2n ** 63n - 1n, limit: 2 }, [699n, 698n]],
      ['none', { limit: 0 }, []],
    ])('gives %s', async (_, read, due) => {
      expect(await revisions(stream, read)).toStrictEqual(due);
    });

    it('gives bounded pages', async () => {
      const large = freshStream();
      const event = () => engineEvent({ json: false, data: utf8('x'.repeat(PAGE / 4)) });
      for (let n = 0; n < 12; n += 1) right(await engine().append(large, 'any', [event()])());
      for (const one of [stream, large]) {
        const read = right(await engine().readStream(one, { direction: 'forwards', from: 'start', limit: Infinity })());
        for (const page of await collect(read)) {
          expect(page.length).toBeLessThanOrEqual(256);
          expect(page.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThan(2 * PAGE);
        }
      }
    });
  });

  describe('metadata', () => {
    it.each<[string, ReadonlyArray<bigint>]>([
      ['{"$maxCount":3}', upTo(10, 7)],
      ['{"$tb":8}', upTo(10, 8)],
      ['{"$maxCount":3,"$tb":5}', upTo(10, 7)],
      ['{"$maxCount":8,"$tb":5}', upTo(10, 5)],
      ['{"$tb":10}', []],
      ['{"$tb":9223372036854775806}', []],
      ['{"$maxCount":9223372036854775807}', upTo(10)],
      ['{"$maxAge":3600}', upTo(10)],
      ['{"$tb":2,"$tb":9}', [9n]],
      // What is not above zero says nothing.
      ['{"$maxCount":0,"$tb":-1,"$maxAge":-5}', upTo(10)],
      // What a part of is malformed says nothing at all.
      ['{"$maxCount":3,"$tb":"5"}', upTo(10)],
      ['{"$maxCount":3.0}', upTo(10)],
      ['{"$maxCount":3,"$tb":9223372036854775808}', upTo(10)],
      ['{"$maxCount":3,"$acl":{"$r":7}}', upTo(10)],
      ['{"$maxCount":3', upTo(10)],
      ['[{"$maxCount":3}]', upTo(10)],
      // A key deeper down is no key of the metadata.
      ['{"more":{"$tb":9},"$acl":{"$r":["a","b"],"$w":"c"}}', upTo(10)],
    ])('%s leaves these visible', async (metadata, due) => {
      const stream = await written(10);
      await saying(stream, metadata);
      expect(await revisions(stream)).toStrictEqual(due);
      expect(await revisions(stream, { direction: 'backwards', from: 'end' })).toStrictEqual(due.toReversed());
      expect(await revisions(stream, { from: 6n, limit: 3 })).toStrictEqual(
        due.filter((revision) => revision >= 6n).slice(0, 3),
      );
    });

    it('that is not marked as JSON says nothing', async () => {
      const stream = await written(3);
      const event = { ...metadataEvent('{"$tb":2}'), json: false };
      right(await engine().append(`$$${stream}`, 'any', [event])());
      expect(await revisions(stream)).toStrictEqual(upTo(3));
    });

    it('is in force as it was written last, and alone is visible in its stream', async () => {
      const stream = await written(5);
      await saying(stream, '{"$tb":3}');
      await saying(stream, '{"$maxCount":4}');
      expect(await revisions(stream)).toStrictEqual(upTo(5, 1));
      expect(await revisions(`$$${stream}`)).toStrictEqual([1n]);
      await written(2, stream);
      expect(await revisions(stream)).toStrictEqual(upTo(7, 3));
    });

    it('hides nothing from the history', async () => {
      const stream = await written(5);
      await saying(stream, '{"$tb":4}');
      const all = await recordsIn(engine().readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
      expect(all.filter((record) => record.stream === stream)).toHaveLength(5);
    });
  });

  describe('reading all', () => {
    it('begins with the position given, forwards, and before it, backwards, wherever that is', async () => {
      const first = right(await engine().append(freshStream(), 'any', engineEvents(1))()).position!;
      const stream = await written(4);
      const places = (await readStream(engine(), stream)).map(({ position }) => position);
      const from = async (direction: 'forwards' | 'backwards', place: bigint) =>
        (await recordsIn(engine().readAll({ direction, from: place, limit: 3 }))).map(({ position }) => position);
      expect(await from('forwards', places[1]!)).toStrictEqual(places.slice(1));
      expect(await from('forwards', first + 1n)).toStrictEqual(places.slice(0, 3));
      expect(await from('backwards', places[3]!)).toStrictEqual(places.slice(0, 3).toReversed());
      expect(await from('backwards', places[3]! + 1n)).toStrictEqual(places.slice(1).toReversed());
      expect(await from('forwards', places[3]! + 1n)).toStrictEqual([]);
      expect(await from('forwards', 2n ** 63n - 1n)).toStrictEqual([]);
      expect((await from('backwards', 2n ** 63n - 1n))[0]).toBe(places[3]);
      expect(await from('backwards', 0n)).toStrictEqual([]);
    });

    it('from the start backwards and from the end forwards is nothing', async () => {
      await written(1);
      for (const read of [
        { direction: 'forwards', from: 'end', limit: 5 },
        { direction: 'backwards', from: 'start', limit: 5 },
        { direction: 'forwards', from: 'start', limit: 0 },
      ] as const)
        expect(await recordsIn(engine().readAll(read))).toStrictEqual([]);
    });

    it('is the same in both directions, in rising positions, to the head', async () => {
      await written(600);
      const forwards = await recordsIn(engine().readAll({ direction: 'forwards', from: 'start', limit: Infinity }));
      const backwards = await recordsIn(engine().readAll({ direction: 'backwards', from: 'end', limit: Infinity }));
      expect(backwards.toReversed()).toStrictEqual(forwards);
      expect(forwards.every(({ position }, index) => position > (forwards[index - 1]?.position ?? -1n))).toBe(true);
      expect(forwards.at(-1)?.position).toBe(right(await engine().head()()));
    });

    it('leaves out what readers of all write by reading, and nothing else of the system', async () => {
      const group = freshStream();
      const hidden = ['-checkpoint', '-parked'].map((end) => `$persistentsubscription-$all::${group}${end}`);
      const shown = [`$persistentsubscription-a::${group}-parked`, `$persistentsubscription-$all::${group}`];
      const before = right(await engine().head()());
      for (const stream of [...hidden, ...shown]) await written(1, stream);
      const all = await recordsIn(engine().readAll({ direction: 'forwards', from: before + 1n, limit: Infinity }));
      expect(all.map(({ stream }) => stream)).toStrictEqual(shown);
      for (const stream of hidden) expect(await revisions(stream)).toStrictEqual([0n]);
    });
  });
};

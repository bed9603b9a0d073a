import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import type { ExpectedRevision } from '../../src/domain/ports/journal';
import type { JournalEngine } from '../../src/domain/ports/journal-engine';
import { engineEvent, engineEvents, metadataEvent, readStream, revisionsOf, utf8 } from '../support/engine-events';
import { freshStream } from '../support/journal-events';
import { right } from '../support/right';

const conflict = (stream: string, actual: bigint | 'no-stream') => E.left({ _tag: 'Conflict', stream, actual });
const bytes = fc.uint8Array({ maxLength: 200 });

export const engineAppendLaws = (engine: () => JournalEngine): void => {
  const written = async (count: number) => {
    const stream = freshStream();
    const events = engineEvents(count);
    const appended = right(await engine().append(stream, 'no-stream', events)());
    return { stream, events, appended };
  };

  describe('any event', () => {
    it('comes back byte for byte, with its place', async () => {
      const types = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });
      await fc.assert(
        fc.asyncProperty(fc.boolean(), bytes, bytes, types, async (json, data, metadata, type) => {
          const stream = freshStream();
          const event = engineEvent({ json, data: Uint8Array.from(data), metadata: Uint8Array.from(metadata), type });
          const { revision, position } = right(await engine().append(stream, 'no-stream', [event])());
          const [record] = await readStream(engine(), stream);
          expect(record).toStrictEqual({ ...event, stream, revision, position, created: record!.created });
        }),
      );
    });

    it('may have neither data nor metadata', async () => {
      const stream = freshStream();
      const event = engineEvent({ json: false, data: new Uint8Array(0), metadata: new Uint8Array(0) });
      right(await engine().append(stream, 'any', [event])());
      expect((await readStream(engine(), stream))[0]).toMatchObject(event);
    });

    it('may be larger than EventStoreDB’s limit for an append, which is its server’s affair', async () => {
      const stream = freshStream();
      const event = engineEvent({ data: new Uint8Array(3_000_000).fill(0x20) });
      right(await engine().append(stream, 'any', [event])());
      expect((await readStream(engine(), stream))[0]?.data.length).toBe(3_000_000);
    });
  });

  describe('an append', () => {
    it.each<[ExpectedRevision, 'written' | 'conflict']>([
      ['no-stream', 'conflict'],
      ['any', 'written'],
      ['stream-exists', 'written'],
      [0n, 'conflict'],
      [1n, 'written'],
      [2n, 'conflict'],
    ])('of a new event to a stream of two that expects %s is %s', async (expected, outcome) => {
      const { stream, appended } = await written(2);
      const answer = await engine().append(stream, expected, [engineEvent()])();
      if (outcome === 'conflict') expect(answer).toStrictEqual(conflict(stream, 1n));
      else expect(right(answer).revision).toBe(2n);
      if (outcome === 'written') expect(right(answer).position).toBeGreaterThan(appended.position!);
    });

    it.each<[ExpectedRevision, 'written' | 'conflict']>([
      ['no-stream', 'written'],
      ['any', 'written'],
      ['stream-exists', 'conflict'],
      [0n, 'conflict'],
    ])('to a stream that is not there that expects %s is %s', async (expected, outcome) => {
      const stream = freshStream();
      const answer = await engine().append(stream, expected, [engineEvent()])();
      if (outcome === 'conflict') expect(answer).toStrictEqual(conflict(stream, 'no-stream'));
      else expect(right(answer).revision).toBe(0n);
    });

    it.each<ExpectedRevision>(['no-stream', 'any', 'stream-exists'])(
      'that is repeated expecting %s gives the first answer again',
      async (expected) => {
        const { stream, events, appended } = await written(2);
        expect(await engine().append(stream, expected, events)()).toStrictEqual(E.right(appended));
        expect(revisionsOf(await readStream(engine(), stream))).toStrictEqual([0n, 1n]);
      },
    );

    it('whose repeat is truncated meanwhile gives the revision, and no position', async () => {
      const { stream, events } = await written(2);
      right(await engine().append(`$$${stream}`, 'any', [metadataEvent('{"$tb":2}')])());
      const repeated = E.right({ revision: 1n, position: undefined });
      for (const expected of ['no-stream', 'any'] as const)
        expect(await engine().append(stream, expected, events)()).toStrictEqual(repeated);
    });

    it('of which only a part is there conflicts, wherever it may go', async () => {
      const { stream, events } = await written(2);
      for (const expected of ['no-stream', 'any'] as const)
        expect(await engine().append(stream, expected, [...events, engineEvent()])()).toStrictEqual(
          conflict(stream, 1n),
        );
    });

    it('of events that another stream holds is none of that stream’s', async () => {
      const { events } = await written(2);
      const stream = freshStream();
      expect(right(await engine().append(stream, 'any', events)()).revision).toBe(1n);
    });

    it('of nothing writes nothing: it succeeds at the head, and conflicts below', async () => {
      const { stream, appended } = await written(2);
      for (const expected of ['any', 'stream-exists', 1n] as const)
        expect(right(await engine().append(stream, expected, [])()).revision).toBe(appended.revision);
      expect(await engine().append(stream, 0n, [])()).toStrictEqual(conflict(stream, 1n));
      expect(right(await engine().append(freshStream(), 'no-stream', [])()).revision).toBe('no-stream');
      expect(revisionsOf(await readStream(engine(), stream))).toStrictEqual([0n, 1n]);
    });

    it('to a stream that has nothing but metadata finds that it exists', async () => {
      const stream = freshStream();
      right(await engine().append(`$$${stream}`, 'no-stream', [metadataEvent('{}')])());
      expect(right(await engine().append(stream, 'stream-exists', [engineEvent()])()).revision).toBe(0n);
    });
  });

  it('appends that are started in one turn take effect in that order, whatever their size', async () => {
    const stream = freshStream();
    const ids = Array.from({ length: 200 }, () => randomUUID());
    await Promise.all(
      ids.map(async (id, n) => {
        const data = utf8('x'.repeat(n % 10 === 0 ? 100_000 : 10));
        return engine().append(stream, 'any', [engineEvent({ id, json: false, data })])();
      }),
    );
    expect((await readStream(engine(), stream)).map(({ id }) => id)).toStrictEqual(ids);
  });
};

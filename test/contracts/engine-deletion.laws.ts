import * as E from 'fp-ts/Either';
import type { ExpectedRevision } from '../../src/domain/ports/journal';
import type { JournalEngine } from '../../src/domain/ports/journal-engine';
import {
  LAST_REVISION,
  engineEvent,
  engineEvents,
  metadataEvent,
  readAllForwards,
  readStream,
  recordsIn,
  revisionsOf,
  textOf,
} from '../support/engine-events';
import { freshStream } from '../support/journal-events';
import { right } from '../support/right';

const deleted = (stream: string) => E.left({ _tag: 'StreamDeleted', stream });
const conflict = (stream: string, actual: bigint | 'no-stream') => E.left({ _tag: 'Conflict', stream, actual });

export const engineDeletionLaws = (engine: () => JournalEngine): void => {
  const written = async (count: number) => {
    const stream = freshStream();
    const events = engineEvents(count);
    const appended = right(await engine().append(stream, 'no-stream', events)());
    return { stream, events, appended };
  };
  const softDeleted = async (metadata?: string) => {
    const { stream, events } = await written(2);
    if (metadata !== undefined) right(await engine().append(`$$${stream}`, 'any', [metadataEvent(metadata)])());
    right(await engine().softDelete(stream, 1n)());
    return { stream, events };
  };
  const read = async (stream: string) => engine().readStream(stream, readAllForwards)();
  /** What was written after a position, as `stream revision data`. */
  const since = async (position: bigint) => {
    const all = await recordsIn(engine().readAll({ direction: 'forwards', from: position, limit: Infinity }));
    return all.filter((record) => record.position > position);
  };
  const metadataOf = async (stream: string) => {
    const [last] = await readStream(engine(), `$$${stream}`, { direction: 'backwards', from: 'end', limit: 1 });
    return textOf(last!.data);
  };

  describe('a soft deletion', () => {
    it('is a metadata event that hides the stream and leaves it in the history', async () => {
      const { stream, appended } = await written(2);
      const position = right(await engine().softDelete(stream, 'any')());
      expect(await read(stream)).toStrictEqual(E.left({ _tag: 'StreamNotFound', stream }));
      const [record, ...none] = await since(appended.position!);
      expect(none).toStrictEqual([]);
      expect({ ...record, data: textOf(record!.data) }).toMatchObject({
        stream: `$$${stream}`,
        type: '$metadata',
        json: true,
        data: '{"$tb":9223372036854775807}',
        position,
        revision: 0n,
      });
      expect(record!.metadata).toStrictEqual(new Uint8Array(0));
    });

    it.each<[ExpectedRevision, boolean]>([
      ['any', true],
      ['stream-exists', true],
      [1n, true],
      [0n, false],
      [2n, false],
      ['no-stream', false],
    ])('of a stream of two that expects %s succeeds: %s', async (expected, succeeds) => {
      const { stream } = await written(2);
      const answer = await engine().softDelete(stream, expected)();
      if (succeeds) expect(answer).toMatchObject(E.right(expect.any(BigInt)));
      else expect(answer).toStrictEqual(conflict(stream, 1n));
    });

    it('of what is not there conflicts, of what has only metadata does not', async () => {
      const stream = freshStream();
      for (const expected of ['any', 'no-stream', 'stream-exists', 0n] as const)
        expect(await engine().softDelete(stream, expected)()).toStrictEqual(conflict(stream, 'no-stream'));
      right(await engine().append(`$$${stream}`, 'any', [metadataEvent('{"owner":1}')])());
      expect(await engine().softDelete(stream, 'no-stream')()).toMatchObject(E.right(expect.any(BigInt)));
    });

    it('can be repeated, but not of a stream that must exist', async () => {
      const { stream } = await softDeleted();
      expect(await engine().softDelete(stream, 'any')()).toMatchObject(E.right(expect.any(BigInt)));
      expect(await engine().softDelete(stream, 'stream-exists')()).toStrictEqual(deleted(stream));
    });
  });

  describe('a soft-deleted stream', () => {
    it.each<ExpectedRevision>(['any', 'no-stream', 1n])(
      'begins anew with an append that expects %s, at the next revision',
      async (expected) => {
        const { stream } = await softDeleted('{"$maxCount":9,"owner":{"a":1e2}}');
        const appended = right(await engine().append(stream, expected, engineEvents(2))());
        expect(appended.revision).toBe(3n);
        expect(revisionsOf(await readStream(engine(), stream))).toStrictEqual([2n, 3n]);
        expect(await metadataOf(stream)).toBe('{"$tb":2}');
        const after = await since(appended.position!);
        expect(after.map((record) => record.stream)).toStrictEqual([`$$${stream}`]);
      },
    );

    it('is deleted for an append that expects it to exist, and has no revision but its last', async () => {
      const { stream } = await softDeleted();
      expect(await engine().append(stream, 'stream-exists', [engineEvent()])()).toStrictEqual(deleted(stream));
      expect(await engine().append(stream, 0n, [engineEvent()])()).toStrictEqual(conflict(stream, 1n));
      expect(await engine().append(stream, 2n, [engineEvent()])()).toStrictEqual(conflict(stream, 1n));
    });

    it('knows the events that it hides: their repeat writes nothing', async () => {
      const { stream, events } = await softDeleted();
      const repeated = E.right({ revision: 1n, position: undefined });
      expect(await engine().append(stream, 'no-stream', events)()).toStrictEqual(repeated);
      expect(await read(stream)).toStrictEqual(E.left({ _tag: 'StreamNotFound', stream }));
    });

    it('is there again once metadata is written to it, truncated where it was deleted, all else as written', async () => {
      const { stream } = await softDeleted();
      right(
        await engine().append(`$$${stream}`, 'any', [metadataEvent('{ "owner" : [9007199254740993] , "x":"}" }')])(),
      );
      expect(await metadataOf(stream)).toBe('{"owner":[9007199254740993],"x":"}","$tb":2}');
      expect(await readStream(engine(), stream)).toStrictEqual([]);
      expect(right(await engine().append(stream, 1n, [engineEvent()])()).revision).toBe(2n);
      expect(revisionsOf(await readStream(engine(), stream))).toStrictEqual([2n]);
    });

    it('is there again after metadata that is malformed, with all that it hid', async () => {
      const { stream } = await softDeleted();
      right(await engine().append(`$$${stream}`, 'any', [metadataEvent('{"$tb":')])());
      expect(revisionsOf(await readStream(engine(), stream))).toStrictEqual([0n, 1n]);
    });
  });

  describe('a tombstone', () => {
    it.each<ExpectedRevision>(['any', 1n, 'stream-exists'])(
      'that expects %s ends the stream for ever',
      async (expected) => {
        const { stream, events } = await written(2);
        const position = right(await engine().tombstone(stream, expected)());
        const metastream = `$$${stream}`;
        expect(await read(stream)).toStrictEqual(deleted(stream));
        expect(await read(metastream)).toStrictEqual(deleted(metastream));
        for (const again of ['any', 'no-stream', 'stream-exists', 1n, 2n] as const) {
          expect(await engine().append(stream, again, events)()).toStrictEqual(deleted(stream));
          expect(await engine().softDelete(stream, again)()).toStrictEqual(deleted(stream));
          expect(await engine().tombstone(stream, again)()).toStrictEqual(deleted(stream));
        }
        expect(await engine().append(metastream, 'any', [metadataEvent('{}')])()).toStrictEqual(deleted(metastream));
        const [record, ...none] = await since(position - 1n);
        expect(none).toStrictEqual([]);
        expect(record).toStrictEqual({
          stream,
          id: record!.id,
          type: '$streamDeleted',
          json: false,
          data: new Uint8Array(0),
          metadata: new Uint8Array(0),
          revision: LAST_REVISION,
          position,
          created: record!.created,
        });
      },
    );

    it('can be set on a stream that never was, and on one that is soft-deleted', async () => {
      for (const expected of ['any', 'no-stream'] as const) {
        const stream = freshStream();
        right(await engine().tombstone(stream, expected)());
        expect(await read(stream)).toStrictEqual(deleted(stream));
      }
      const { stream } = await softDeleted();
      right(await engine().tombstone(stream, 'no-stream')());
      expect(await read(stream)).toStrictEqual(deleted(stream));
    });

    it('is refused where the stream is not as expected', async () => {
      const { stream } = await written(2);
      for (const expected of ['no-stream', 0n, 2n] as const)
        expect(await engine().tombstone(stream, expected)()).toStrictEqual(conflict(stream, 1n));
      const absent = freshStream();
      expect(await engine().tombstone(absent, 'stream-exists')()).toStrictEqual(conflict(absent, 'no-stream'));
    });
  });
};

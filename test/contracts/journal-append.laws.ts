import * as E from 'fp-ts/Either';
import type { ExpectedRevision, Journal } from '../../src/domain/ports/journal';
import { collect, freshStream, newEvent, newEvents } from '../support/journal-events';
import { right } from '../support/right';

const conflict = (stream: string, actual: bigint | 'no-stream') => E.left({ _tag: 'Conflict', stream, actual });

export const journalAppendLaws = (journal: () => Journal): void => {
  const written = async (count: number) => {
    const stream = freshStream();
    const events = newEvents(count);
    const appended = right(await journal().append(stream, 'no-stream', events)());
    return { stream, events, appended };
  };
  const idsIn = async (stream: string) => (await collect(journal().readStream(stream))).map(({ id }) => id);

  describe('an append', () => {
    it('answers with the revision and the position of its last event', async () => {
      const { stream, appended } = await written(3);
      const last = (await collect(journal().readStream(stream))).at(-1);
      expect(appended).toStrictEqual({ revision: 2n, position: last?.position });
    });

    it('goes on at the revision that it expects', async () => {
      const { stream, events } = await written(2);
      const next = newEvent();
      expect(right(await journal().append(stream, 1n, [next])()).revision).toBe(2n);
      expect(await idsIn(stream)).toStrictEqual([...events, next].map(({ id }) => id));
    });

    it.each<ExpectedRevision>(['any', 'stream-exists'])(
      'expecting %s goes to the end of a stream',
      async (expected) => {
        const { stream } = await written(2);
        expect(right(await journal().append(stream, expected, [newEvent()])()).revision).toBe(2n);
      },
    );

    it.each<ExpectedRevision>(['any', 'no-stream'])('expecting %s begins a stream', async (expected) => {
      expect(right(await journal().append(freshStream(), expected, [newEvent()])()).revision).toBe(0n);
    });

    it.each<ExpectedRevision>(['no-stream', 0n, 2n, 7n])(
      'expecting %s of a stream at revision 1 conflicts and writes nothing',
      async (expected) => {
        const { stream, events } = await written(2);
        expect(await journal().append(stream, expected, [newEvent()])()).toStrictEqual(conflict(stream, 1n));
        expect(await idsIn(stream)).toStrictEqual(events.map(({ id }) => id));
      },
    );

    it.each<ExpectedRevision>(['stream-exists', 0n])('expecting %s of an absent stream conflicts', async (expected) => {
      const stream = freshStream();
      expect(await journal().append(stream, expected, [newEvent()])()).toStrictEqual(conflict(stream, 'no-stream'));
      expect(await idsIn(stream)).toStrictEqual([]);
    });

    it('writes the same id to two streams', async () => {
      const event = newEvent();
      for (const stream of [freshStream(), freshStream()]) {
        expect(right(await journal().append(stream, 'no-stream', [event])()).revision).toBe(0n);
        expect(await idsIn(stream)).toStrictEqual([event.id]);
      }
    });

    it('writes the same id twice to a stream where the revision says that it goes there', async () => {
      const { stream, events } = await written(1);
      expect(right(await journal().append(stream, 0n, events)()).revision).toBe(1n);
    });

    it('stores its events side by side', async () => {
      const { stream } = await written(5);
      const events = await collect(journal().readAll({ filter: { streamPrefixes: [stream] } }));
      expect(events.map(({ revision }) => revision)).toStrictEqual([0n, 1n, 2n, 3n, 4n]);
    });
  });

  describe('an append of no events', () => {
    it('to a stream at the expected revision succeeds and writes nothing', async () => {
      const { stream, events } = await written(2);
      for (const expected of [1n, 'any', 'stream-exists'] as const)
        expect(right(await journal().append(stream, expected, [])()).revision).toBe(1n);
      expect(await idsIn(stream)).toStrictEqual(events.map(({ id }) => id));
    });

    it('begins no stream', async () => {
      const stream = freshStream();
      expect(E.isRight(await journal().append(stream, 'no-stream', [])())).toBe(true);
      expect(await journal().append(stream, 'stream-exists', [])()).toStrictEqual(conflict(stream, 'no-stream'));
    });

    it('below the head conflicts', async () => {
      const { stream } = await written(2);
      expect(await journal().append(stream, 0n, [])()).toStrictEqual(conflict(stream, 1n));
    });
  });

  describe('an append that is repeated', () => {
    it.each<ExpectedRevision>(['no-stream', 'any', 'stream-exists'])(
      'expecting %s gives the first answer again and writes nothing',
      async (expected) => {
        const { stream, events, appended } = await written(2);
        expect(await journal().append(stream, expected, events)()).toStrictEqual(E.right(appended));
        expect(await idsIn(stream)).toHaveLength(2);
      },
    );

    it('is recognized after others have written', async () => {
      const { stream, events, appended } = await written(2);
      await journal().append(stream, 1n, newEvents(3))();
      expect(await journal().append(stream, 'no-stream', events)()).toStrictEqual(E.right(appended));
    });

    it('is recognized in the middle of a stream', async () => {
      const { stream } = await written(2);
      const middle = newEvents(2);
      const first = await journal().append(stream, 1n, middle)();
      await journal().append(stream, 3n, newEvents(2))();
      expect(await journal().append(stream, 1n, middle)()).toStrictEqual(first);
    });

    it('conflicts where only a part of it is there', async () => {
      const { stream, events } = await written(2);
      for (const expected of ['no-stream', 'any'] as const)
        expect(await journal().append(stream, expected, [...events, newEvent()])()).toStrictEqual(conflict(stream, 1n));
    });

    it('conflicts where its events stand in another order', async () => {
      const { stream, events } = await written(2);
      expect(await journal().append(stream, 'no-stream', events.toReversed())()).toStrictEqual(conflict(stream, 1n));
    });
  });

  describe('the size of an append', () => {
    const withData = (bytes: number) => newEvent({ data: { text: 'x'.repeat(bytes - '{"text":""}'.length) } });

    it('may be 1 MiB of data, whatever the metadata', async () => {
      const stream = freshStream();
      const events = [
        withData(1_048_576 - 1000),
        newEvent({ ...withData(1000), metadata: { more: 'y'.repeat(5000) } }),
      ];
      expect(E.isRight(await journal().append(stream, 'no-stream', events)())).toBe(true);
      expect(await collect(journal().readStream(stream))).toMatchObject(events);
    });

    it('is refused above that, and nothing is written', async () => {
      const stream = freshStream();
      const failure = await journal().append(stream, 'no-stream', [withData(1_048_577)])();
      expect(failure).toStrictEqual(E.left({ _tag: 'AppendTooLarge', stream, bytes: 1_048_577 }));
      expect(await idsIn(stream)).toStrictEqual([]);
    });

    it('is counted in UTF-8', async () => {
      const stream = freshStream();
      const failure = await journal().append(stream, 'no-stream', [
        newEvent({ data: { text: '通'.repeat(400_000) } }),
      ])();
      expect(failure).toStrictEqual(E.left({ _tag: 'AppendTooLarge', stream, bytes: 1_200_011 }));
    });
  });
};

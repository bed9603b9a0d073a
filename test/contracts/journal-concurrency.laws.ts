import * as E from 'fp-ts/Either';
import type { Journal } from '../../src/domain/ports/journal';
import type { NewEvent, StoredEvent } from '../../src/domain/shared/stored-event';
import { collect, followUntil, freshStream, newEvent, newEvents } from '../support/journal-events';
import { right } from '../support/right';

const WRITERS = 64;
const ROUNDS = 10;

const times = <A>(count: number, make: (index: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, index) => make(index));
const ids = (events: ReadonlyArray<NewEvent>) => events.map(({ id }) => id);

export const journalConcurrencyLaws = (journal: () => Journal): void => {
  /** Appends one by one, each at the revision that the one before was answered with. */
  const writeOn = async (stream: string, events: ReadonlyArray<NewEvent>): Promise<void> => {
    for (const [index, event] of events.entries())
      right(await journal().append(stream, index === 0 ? 'no-stream' : BigInt(index - 1), [event])());
  };

  describe('64 writers at once', () => {
    it('each on a stream of its own lose nothing, and those who follow see each event once and in order', async () => {
      const category = freshStream().replace('-1', '');
      const streams = times(WRITERS, (index) => ({ stream: `${category}-${index}`, events: newEvents(ROUNDS) }));
      const after = right(await journal().head()());
      const filter = { streamPrefixes: [category] };
      const all = (seen: ReadonlyArray<StoredEvent>) => seen.length >= WRITERS * ROUNDS;
      const early = times(20, async () => followUntil(journal(), { after, filter }, all));
      const writing = Promise.all(streams.map(async ({ stream, events }) => writeOn(stream, events)));
      const late = times(20, async (index) => {
        await journal().append(freshStream(), 'no-stream', newEvents(index))();
        return followUntil(journal(), { after, filter }, all);
      });
      await writing;
      const stored = await collect(journal().readAll({ after, filter }));
      for (const seen of await Promise.all([...early, ...late])) expect(seen).toStrictEqual(stored);
      for (const { stream, events } of streams)
        expect(ids(stored.filter((event) => event.stream === stream))).toStrictEqual(ids(events));
    });

    it('at one revision of one stream: one wins, the others conflict', async () => {
      const stream = freshStream();
      const attempts = times(WRITERS, async () => journal().append(stream, 'no-stream', [newEvent()])());
      const answers = await Promise.all(attempts);
      const lost = E.left({ _tag: 'Conflict', stream, actual: 0n });
      expect(answers.filter(E.isRight)).toHaveLength(1);
      expect(answers.filter(E.isLeft)).toStrictEqual(times(WRITERS - 1, () => lost));
      expect(await collect(journal().readStream(stream))).toHaveLength(1);
    });

    it('that try again after a conflict all get through, each once', async () => {
      const stream = freshStream();
      const events = newEvents(WRITERS);
      const insist = async (event: NewEvent): Promise<void> => {
        for (;;) {
          const [last] = await collect(journal().readStream(stream, { direction: 'backwards', limit: 1 }));
          const answer = await journal().append(stream, last?.revision ?? 'no-stream', [event])();
          if (E.isRight(answer)) return;
          expect(answer.left).toMatchObject({ _tag: 'Conflict', stream });
        }
      };
      await Promise.all(events.map(insist));
      expect(ids(await collect(journal().readStream(stream))).toSorted()).toStrictEqual(ids(events).toSorted());
    });

    it('with one append between them write it once and get the same answer', async () => {
      const stream = freshStream();
      const events = newEvents(3);
      const answers = await Promise.all(times(WRITERS, async () => journal().append(stream, 'no-stream', events)()));
      expect(new Set(answers.map((answer) => right(answer).position)).size).toBe(1);
      expect(ids(await collect(journal().readStream(stream)))).toStrictEqual(ids(events));
    });
  });

  it('appends that are started in one turn to one stream take effect in the order in which they were started', async () => {
    const stream = freshStream();
    const events = newEvents(50);
    await Promise.all(events.map(async (event) => journal().append(stream, 'any', [event])()));
    expect(ids(await collect(journal().readStream(stream)))).toStrictEqual(ids(events));
  });
};

import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import type { ExpectedRevision, Journal } from '../../src/domain/ports/journal';
import { collect, freshStream, newEvent } from '../support/journal-events';
import { type ModelStream, modelAppend } from '../support/journal-model';

const POOL = 6;
const expectation = fc.oneof(
  fc.constantFrom<ExpectedRevision>('no-stream', 'any', 'stream-exists'),
  fc.bigInt(0n, 6n).map((revision): ExpectedRevision => revision),
);
const append = fc.record({ expected: expectation, picks: fc.uniqueArray(fc.nat(POOL - 1), { maxLength: 4 }) });
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify({ value })) as { value: never });

export const journalModelLaws = (journal: () => Journal): void => {
  describe('any sequence of appends', () => {
    it('is decided as the model decides it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(append, { maxLength: 12 }), async (appends) => {
          const stream = freshStream();
          const pool = Array.from({ length: POOL }, () => randomUUID());
          let model: ModelStream = [];
          for (const { expected, picks } of appends) {
            const ids = picks.map((pick) => pool[pick]!);
            const answer = modelAppend(model, expected, ids);
            const actual = await journal().append(
              stream,
              expected,
              ids.map((id) => newEvent({ id })),
            )();
            if (answer.kind === 'refused')
              expect(actual).toStrictEqual(E.left({ _tag: 'Conflict', stream, actual: answer.actual }));
            else expect(actual).toMatchObject(E.right(answer.revision < 0n ? {} : { revision: answer.revision }));
            if (answer.kind === 'written') model = answer.stream;
          }
          const stored = await collect(journal().readStream(stream));
          expect(stored.map(({ id }) => id)).toStrictEqual(model);
          expect(stored.map(({ revision }) => revision)).toStrictEqual(model.map((_, index) => BigInt(index)));
        }),
        { numRuns: 100 },
      );
    });
  });

  describe('any event', () => {
    it('comes back as it was given', async () => {
      await fc.assert(
        fc.asyncProperty(
          json,
          json,
          fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
          async (data, metadata, type) => {
            const stream = freshStream();
            const event = newEvent({ data, metadata, type });
            const appended = await journal().append(stream, 'no-stream', [event])();
            if (E.isLeft(appended)) throw new Error('refused');
            const { position } = appended.right;
            expect(await collect(journal().readStream(stream))).toStrictEqual([
              { ...event, stream, revision: 0n, position },
            ]);
          },
        ),
        { numRuns: 100 },
      );
    });
  });
};

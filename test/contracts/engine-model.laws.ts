import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import type { ExpectedRevision } from '../../src/domain/ports/journal';
import type { EngineAppended, EngineWriteFailure, JournalEngine } from '../../src/domain/ports/journal-engine';
import {
  LAST_REVISION,
  engineEvent,
  metadataEvent,
  readAllForwards,
  recordsIn,
  revisionsOf,
  textOf,
  utf8,
} from '../support/engine-events';
import {
  type EngineModel,
  type ModelAnswer,
  type ModelMetadata,
  type ModelRead,
  createEngineModel,
  metadataText,
} from '../support/engine-model';
import { freshStream } from '../support/journal-events';
import { right } from '../support/right';

const STREAMS = 3;
const POOL = 5;

type Done = E.Either<EngineWriteFailure, EngineAppended>;
type Corner = { readonly names: ReadonlyArray<string>; readonly pool: ReadonlyArray<string> };
/** The same step for the model and for the engine. */
type Step = (corner: Corner) => {
  readonly due: (model: EngineModel) => ModelAnswer;
  readonly done: (engine: JournalEngine) => Promise<Done>;
};

const expectation = fc.oneof(
  fc.constantFrom<ExpectedRevision>('no-stream', 'any', 'any', 'stream-exists'),
  fc.bigInt(0n, 5n).map((revision): ExpectedRevision => revision),
);
const members: fc.Arbitrary<ModelMetadata> = fc.uniqueArray(
  fc.oneof(
    fc.nat(4).map((tb) => ['$tb', String(tb)] as const),
    fc.constant(['$tb', String(LAST_REVISION)] as const),
    fc.integer({ min: 1, max: 4 }).map((count) => ['$maxCount', String(count)] as const),
    fc.constant(['owner', '{"of":[1,"\\",}"],"$tb":3}'] as const),
    fc.constant(['big', '9007199254740993'] as const),
  ),
  { selector: ([name]) => name, maxLength: 4 },
);

const append = fc
  .tuple(fc.nat(STREAMS - 1), expectation, fc.uniqueArray(fc.nat(POOL - 1), { maxLength: 3 }))
  .map(([to, expected, picks]): Step => ({ names, pool }) => {
    const ids = picks.map((pick) => pool[pick]!);
    const events = ids.map((id) => engineEvent({ id, data: utf8(id) }));
    return {
      due: (model) => model.append(names[to]!, expected, ids),
      done: async (engine) => engine.append(names[to]!, expected, events)(),
    };
  });
const metadata = fc.tuple(fc.nat(STREAMS - 1), members).map(([to, said]): Step => ({ names }) => {
  const event = metadataEvent(metadataText(said));
  return {
    due: (model) => model.writeMetadata(names[to]!, event.id, said),
    done: async (engine) => engine.append(`$$${names[to]!}`, 'any', [event])(),
  };
});
const removal = (kind: 'softDelete' | 'tombstone') =>
  fc.tuple(fc.nat(STREAMS - 1), expectation).map(([to, expected]): Step => ({ names }) => ({
    due: (model) => model[kind](names[to]!, expected),
    done: async (engine) =>
      E.map((position: bigint): EngineAppended => ({ revision: 'no-stream', position }))(
        await engine[kind](names[to]!, expected)(),
      ),
  }));
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: append },
    { weight: 3, arbitrary: metadata },
    { weight: 3, arbitrary: removal('softDelete') },
    { weight: 1, arbitrary: removal('tombstone') },
  ),
  { maxLength: 20 },
);

const refusalOf = (failure: EngineWriteFailure): ModelAnswer => {
  if (failure._tag === 'JournalUnavailable') throw new Error('the journal is away', { cause: failure.cause });
  return failure._tag === 'Conflict' ? { kind: 'conflict', actual: failure.actual } : { kind: 'deleted' };
};

const visibleIn = async (engine: JournalEngine, stream: string): Promise<ModelRead> => {
  const read = await engine.readStream(stream, readAllForwards)();
  if (E.isRight(read)) return revisionsOf(await recordsIn(read.right));
  return read.left._tag === 'StreamDeleted' ? 'deleted' : 'not-found';
};

export const engineModelLaws = (engine: () => JournalEngine): void => {
  it('any sequence of appends, deletions, tombstones and metadata is answered, and read, as the model says', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const names = Array.from({ length: STREAMS }, () => freshStream());
        const pool = Array.from({ length: POOL }, () => randomUUID());
        const model = createEngineModel();
        const start = right(await engine().head()());
        const places: Array<readonly [at: number | undefined, position: bigint | undefined]> = [];
        for (const step of sequence) {
          const { due, done } = step({ names, pool });
          const answer = due(model);
          const actual = await done(engine());
          if (answer.kind !== 'written') {
            expect(E.isLeft(actual) ? refusalOf(actual.left) : actual).toStrictEqual(answer);
            continue;
          }
          const { revision, position } = right(actual);
          expect(revision).toBe(answer.revision);
          if (!answer.empty) places.push([answer.at, position]);
        }
        const all = await recordsIn(engine().readAll({ direction: 'forwards', from: start + 1n, limit: Infinity }));
        expect(
          all.map(({ stream, revision, type, data }) => ({ stream, revision, type, text: textOf(data) })),
        ).toStrictEqual(model.history);
        expect(places.map(([, position]) => position)).toStrictEqual(
          places.map(([at]) => (at === undefined ? undefined : all[at]!.position)),
        );
        for (const name of names.flatMap((stream) => [stream, `$$${stream}`]))
          expect(await visibleIn(engine(), name)).toStrictEqual(model.visible(name));
      }),
      { numRuns: process.env['LEDGER_TEST_SIZE'] === 'full' ? 1000 : 100 },
    );
  });
};

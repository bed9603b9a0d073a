import { randomBytes } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { AtPosition, Ranged, ViewNotReady, Views, ViewUnavailable } from '../../../domain/ports/views';
import type { RowKey, ViewId } from '../../../domain/shared/view';
import { boundsOf, boundsOfRange } from './bounds';
import { packContent, packKey, unpackValue } from './pack-row';
import { readSnapshot } from './read-snapshot';
import { bufferAt, toBegun, toCounted, toPlaced } from './replies';
import type { Argument, RunScript } from './run-script';
import { checkpointScript, countScript, getScript, rangeScript } from './scripts/read-scripts';
import type { Script } from './scripts/script';
import { applyScript, resetScript } from './scripts/write-scripts';
import { readParts } from './sortable';

const attempt = <F, A>(work: () => Promise<E.Either<F, A>>): TE.TaskEither<F | ViewUnavailable, A> =>
  pipe(
    TE.tryCatch(work, (cause): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause })),
    TE.chainEitherKW(identity),
  );

const newGeneration = (): string => randomBytes(8).toString('hex');

const toRow = (place: Buffer, value: Buffer): Ranged => {
  const [, sort = '', key = '', table = ''] = readParts(place, 0, 4).parts;
  return { sort, key, table, value: unpackValue(value) };
};

const toFound = (keys: ReadonlyArray<RowKey>, reply: unknown): AtPosition<ReadonlyArray<Omit<Ranged, 'sort'>>> => {
  const { position, rest } = toPlaced(reply);
  const value = keys.flatMap(({ table, key }, at) => {
    const stored = bufferAt(rest, at);
    return stored.length === 0 ? [] : [{ table, key, value: unpackValue(stored) }];
  });
  return { position, value };
};

const toRanged = (reply: unknown): AtPosition<ReadonlyArray<Ranged>> => {
  const { position, rest } = toPlaced(reply);
  const value = rest.flatMap((place, at) => (at % 2 === 0 ? [toRow(place, bufferAt(rest, at + 1))] : []));
  return { position, value };
};

/** Every call is one script: what it checks and what it answers or changes is of one instant. */
export const createViews = (run: RunScript, ledgerId: string): Views => {
  const read = <A>(
    view: ViewId,
    [script, ...args]: readonly [Script, ...ReadonlyArray<Argument>],
    toAnswer: (reply: unknown) => A,
  ): TE.TaskEither<ViewUnavailable | ViewNotReady, A> =>
    attempt<ViewNotReady, A>(async () => {
      const reply = await run(script, view, [ledgerId, ...args]);
      return reply === null ? E.left({ _tag: 'ViewNotReady', view: view.name }) : E.right(toAnswer(reply));
    });

  return {
    checkpoint: (view) =>
      attempt(async () => {
        const reply = await run(checkpointScript, view, []);
        return E.right(reply === null ? undefined : toBegun(reply).checkpoint);
      }),
    reset: (view) =>
      attempt(async () => {
        await run(resetScript, view, [ledgerId, newGeneration()]);
        return E.right({ ledgerId, position: 0n, eventId: '' });
      }),
    apply: (view, { from, to, changes }) =>
      attempt(async () => {
        const checkpoints = [from, to].flatMap((one) => [one.ledgerId, one.position.toString(), one.eventId]);
        const packed = changes.flatMap((change) => [packKey(change), packContent(change)]);
        const taken = await run(applyScript, view, [...checkpoints, ...packed]);
        return taken === 1 ? E.right(undefined) : E.left({ _tag: 'CheckpointMoved' as const, view: view.name });
      }),
    get: (view, keys) => read(view, [getScript, ...keys.map(packKey)], (reply) => toFound(keys, reply)),
    range: (view, index, options) => {
      const { low, high } = boundsOfRange(index, options);
      const asked = options.direction === 'backwards' ? ['ZREVRANGEBYLEX', high, low] : ['ZRANGEBYLEX', low, high];
      return read(view, [rangeScript, ...asked, options.limit], toRanged);
    },
    count: (view, index, bounds = {}) => {
      const { low, high } = boundsOf(index, bounds);
      return read(view, [countScript, low, high], toCounted);
    },
    snapshot: (view) => attempt(async () => readSnapshot(run, view, ledgerId)),
  };
};

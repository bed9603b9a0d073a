import { randomBytes } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type {
  AtPosition,
  CheckpointMoved,
  Ranged,
  Step,
  ViewNotReady,
  Views,
  ViewUnavailable,
} from '../../../domain/ports/views';
import { besideOf, type RowKey, type ViewId } from '../../../domain/shared/view';
import { boundsOf, boundsOfRange } from './bounds';
import { packContent, packKey, unpackValue } from './pack-row';
import { readSnapshot } from './read-snapshot';
import { type Begun, bufferAt, toBegun, toCounted, toPlaced } from './replies';
import type { Argument } from '../script';
import { placeOf, type RunScripts } from './run-script';
import { checkpointScript, countScript, getScript, rangeScript } from './scripts/read-scripts';
import type { StandingScript } from './scripts/script';
import { applyScript, dropScript, promoteScript, resetScript } from './scripts/write-scripts';
import { readParts } from './sortable';
import { sweep } from './sweep';

const attempt = <F, A>(work: () => Promise<E.Either<F, A>>): TE.TaskEither<F | ViewUnavailable, A> =>
  pipe(
    TE.tryCatch(work, (cause): ViewUnavailable => ({ _tag: 'ViewUnavailable', cause })),
    TE.chainEitherKW(identity),
  );

/** Each has its own slot, so that a view can lie on as many nodes; it stands in the names of the keys. */
const PARTITIONS = 64;

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

export type ViewsOptions = { readonly ledgerId: string; readonly readOnly?: boolean };

/** Every call is one script: what it checks and what it answers or changes is of one instant. */
export const createViews = (run: RunScripts, { ledgerId, readOnly = false }: ViewsOptions): Views => {
  const read = <A>(
    view: ViewId,
    [script, ...args]: readonly [StandingScript, ...ReadonlyArray<Argument>],
    toAnswer: (reply: unknown) => A,
  ): TE.TaskEither<ViewUnavailable | ViewNotReady, A> =>
    attempt<ViewNotReady, A>(async () => {
      const version = view.beside === true ? view.version : '';
      const reply = await run.onStanding(script, view, [version, ledgerId, ...args]);
      return reply === null ? E.left({ _tag: 'ViewNotReady', view: view.name }) : E.right(toAnswer(reply));
    });

  const begun = async (view: ViewId): Promise<Begun | undefined> => {
    const reply = await run.onStanding(checkpointScript, view, []);
    return reply === null ? undefined : toBegun(reply);
  };

  // What could not be swept is found again with a later step.
  const swept = async (name: string): Promise<void> => sweep(run, name).catch(() => undefined);

  const write = (
    script: StandingScript,
    view: ViewId,
    { from, to, changes }: Step,
  ): TE.TaskEither<ViewUnavailable | CheckpointMoved, void> =>
    attempt(async () => {
      const checkpoints = [from, to].flatMap((one) => [one.ledgerId, one.position.toString(), one.eventId]);
      const packed = changes.flatMap((change) => [packKey(change), packContent(change)]);
      const taken = await run.onStanding(script, view, [view.version, ...checkpoints, ...packed]);
      if (taken === 2) await swept(view.name);
      return taken === 1 || taken === 2
        ? E.right(undefined)
        : E.left({ _tag: 'CheckpointMoved' as const, view: view.name });
    });

  return {
    partitions: PARTITIONS,
    checkpoint: (view) =>
      attempt(async () => {
        const known = await begun(view);
        if (known?.due === true && !readOnly) await swept(view.name);
        return E.right(known?.version === view.version ? known.checkpoint : undefined);
      }),
    live: (name) =>
      attempt(async () => {
        const known = await begun({ name, version: 0 });
        return E.right(known && { version: known.version, checkpoint: known.checkpoint });
      }),
    reset: (view) =>
      attempt(async () => {
        await run.onGeneration(resetScript, view.name, newGeneration(), [placeOf(view), view.version, ledgerId]);
        await swept(view.name);
        return E.right({ ledgerId, position: 0n, eventId: '' });
      }),
    apply: (view, step) => write(applyScript, view, step),
    promote: (view, step) => write(promoteScript, besideOf(view), step),
    drop: (view) =>
      attempt(async () => {
        await run.onStanding(dropScript, view, [view.version]);
        await swept(view.name);
        return E.right(undefined);
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

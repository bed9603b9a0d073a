import * as E from 'fp-ts/Either';
import type { Checkpoint, Views } from '../../domain/ports/views';
import type { JsonObject } from '../../domain/shared/json';
import { besideOf, type RowKey, type ViewId } from '../../domain/shared/view';
import type { FoldedInto, FoldFailure } from '../workers/run-projection-fold';
import { accountFor } from './account-rows';
import { type Bookkeeping, type HalfBuilt, putBookkeeping, removeBookkeeping } from './bookkeeping';
import type { SeenKeys } from './seen-keys';
import { createPendingRows, jsonAfter, nameOf, type Pending, valueAfter, withJson } from './pending-rows';

/** So many rows are written in one step, for which the steps of live views wait; fewer of each of many partitions. */
const ROWS_AT_ONCE = 512;
const ROWS_AT_ONCE_IN_PARTS = 128;
/** So many events at most are folded again after a crash. */
const EVENTS_AT_ONCE = 8_192;

type Outcome = E.Either<FoldFailure, void>;

/** A view that is being made, as a fold sees it: it reads at once what it wrote, and what it wrote is stored later, in bulk. */
export type BufferedView = {
  readonly views: FoldedInto;
  /** So many more events are being folded; told before they are. */
  readonly passed: (events: number) => void;
  readonly note: (compared: Bookkeeping['compared']) => void;
  /** From the next step on the books say so. */
  readonly noteSwitching: () => void;
  /** So many events were passed since it was stored that it is to be stored again, if only the checkpoint. */
  readonly isOverdue: () => boolean;
  readonly bookkeeping: () => Bookkeeping;
  /** Stores what was written, and the bookkeeping. */
  readonly flush: () => Promise<Outcome>;
  /** The same, and makes the view the live one; the bookkeeping goes. */
  readonly promote: () => Promise<Outcome>;
};

type Target = { readonly to: Checkpoint; readonly events: number; readonly rows: ReadonlyArray<Pending> };

/** `isPart`: many others are made with it. `written`: the names of what they write, if that is known from the beginning on. */
export type Buffering = { readonly isPart: boolean; readonly written: SeenKeys };

export const bufferView = (
  views: Views,
  view: ViewId,
  from: HalfBuilt,
  { isPart, written: all }: Buffering,
): BufferedView => {
  const beside = besideOf(view);
  let stored = from.checkpoint;
  let bookkeeping = from.bookkeeping;
  let reached = { to: stored, events: bookkeeping.account.events };
  let passed = bookkeeping.account.events;
  let pending = createPendingRows();
  let writing: { readonly find: (key: RowKey) => Pending | undefined; readonly done: Promise<Outcome> } | undefined;
  let fetched: ReadonlyMap<string, JsonObject> = new Map();
  let fetchedKeys: ReadonlySet<string> = new Set();
  // What was never written is not asked for; where somebody else has begun, nothing is known of what was.
  const written = stored.position === 0n ? all : undefined;
  const rowsAtOnce = isPart ? ROWS_AT_ONCE_IN_PARTS : ROWS_AT_ONCE;
  const isOverdue = (): boolean => passed - bookkeeping.account.events >= EVENTS_AT_ONCE;
  const isNew = (key: RowKey): boolean => written?.isNew(nameOf(key)) === true;

  const settled = async (): Promise<Outcome> => {
    const outcome = (await writing?.done) ?? E.right(undefined);
    if (E.isRight(outcome)) writing = undefined;
    return outcome;
  };

  const takeTarget = (): Target => {
    const target = { ...reached, rows: pending.all().map(withJson) };
    pending = createPendingRows();
    return target;
  };

  const write = async ({ to, events, rows }: Target): Promise<Outcome> => {
    const counted = await accountFor(views, beside, bookkeeping.account, rows);
    if (E.isLeft(counted)) return counted;
    const next = { ...bookkeeping, account: { events, ...counted.right } };
    const changes = [...rows.map(({ change }) => change), putBookkeeping(next)];
    const applied = await views.apply(beside, { from: stored, to, changes })();
    if (E.isLeft(applied)) return applied;
    stored = to;
    bookkeeping = { ...bookkeeping, account: next.account };
    return applied;
  };

  /** Begins to write once what is being written is stored. */
  const writeOn = async (): Promise<Outcome> => {
    const before = await settled();
    if (E.isLeft(before)) return before;
    const { find } = pending;
    writing = { find, done: write(takeTarget()) };
    return before;
  };

  const beforeOf = (key: RowKey): Pending['before'] => {
    if (isNew(key)) return { json: undefined };
    const before = writing?.find(key);
    if (before !== undefined) return { json: jsonAfter(before) };
    const name = nameOf(key);
    if (!fetchedKeys.has(name)) return undefined;
    const value = fetched.get(name);
    return { json: value && JSON.stringify(value) };
  };

  const get: Views['get'] = (_, keys) => async () => {
    const isAtHand = (key: RowKey): boolean => (pending.find(key) ?? writing?.find(key)) !== undefined || isNew(key);
    const absent = keys.filter((key) => !isAtHand(key));
    const read = absent.length === 0 ? undefined : await views.get(beside, absent)();
    if (read !== undefined && E.isLeft(read)) return read;
    fetchedKeys = new Set(absent.map(nameOf));
    fetched = new Map(read?.right.value.map((row) => [nameOf(row), row.value]));
    const value = keys.flatMap((key) => {
      const held = pending.find(key) ?? writing?.find(key);
      const found = held === undefined ? fetched.get(nameOf(key)) : valueAfter(held);
      return found === undefined ? [] : [{ table: key.table, key: key.key, value: found }];
    });
    return E.right({ position: reached.to.position, value });
  };

  const apply: FoldedInto['apply'] =
    (_, { to, changes }) =>
    async () => {
      for (const change of changes) {
        pending.put(change, () => beforeOf(change));
        written?.note(nameOf(change));
      }
      reached = { to, events: passed };
      const isEnough = pending.size() >= rowsAtOnce || isOverdue();
      return isEnough ? writeOn() : E.right(undefined);
    };

  const flush = async (): Promise<Outcome> => {
    const begun = await writeOn();
    return E.isLeft(begun) ? begun : settled();
  };

  return {
    views: { get, apply, checkpoint: () => views.checkpoint(beside) },
    passed: (events) => {
      passed += events;
    },
    note: (compared) => {
      bookkeeping = { ...bookkeeping, compared };
    },
    noteSwitching: () => {
      bookkeeping = { ...bookkeeping, switching: true };
    },
    isOverdue,
    bookkeeping: () => bookkeeping,
    flush,
    promote: async () => {
      const before = await settled();
      if (E.isLeft(before)) return before;
      const changes = [...pending.all().map(({ change }) => change), removeBookkeeping];
      return views.promote(beside, { from: stored, to: reached.to, changes })();
    },
  };
};

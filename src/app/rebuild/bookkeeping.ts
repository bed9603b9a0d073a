import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import type { Checkpoint, ViewNotReady, Views, ViewUnavailable } from '../../domain/ports/views';
import { Instant, nullable, Whole } from '../../domain/shared/codecs';
import { withOptional } from '../../domain/shared/event-codec';
import { Metadata } from '../../domain/shared/metadata';
import { besideOf, type Change, type RowKey, type ViewId } from '../../domain/shared/view';

/** `first`: there is no view to be read; `version`: an older one is read meanwhile; `ordered`: an operator wants it. */
const Why = t.keyof({ first: null, version: null, ordered: null }, 'Why');
export type Why = t.TypeOf<typeof Why>;

export const RebuildOrder = t.strict(
  { rebuildId: t.string, why: Why, actor: Metadata.type.props.actor, orderedAt: Instant },
  'RebuildOrder',
);
export type RebuildOrder = t.TypeOf<typeof RebuildOrder>;

/** What the fold meant to write, kept beside what is stored: events folded, rows there are, and their digest. */
const Account = t.strict({ events: Whole, rows: Whole, digest: t.string }, 'Account');
export type Account = t.TypeOf<typeof Account>;

const Compared = t.strict(
  { replaces: Whole, position: t.string, missing: Whole, surplus: Whole, differing: Whole },
  'Compared',
);
export type Compared = t.TypeOf<typeof Compared>;

/**
 * Who ordered a rebuild and how far its accounts are: a row of the view that is being made, so that it moves with the
 * checkpoint in one step, and a process that starts anew can go on. The step that makes the view live removes it.
 */
export const Bookkeeping = withOptional(
  { order: RebuildOrder, account: Account, compared: nullable(Compared) },
  /** Of the first partition: it was checked and recorded, and others of them may be live. */
  { switching: t.literal(true) },
  'Bookkeeping',
);
export type Bookkeeping = t.TypeOf<typeof Bookkeeping>;

/** No projection has a table of this name. */
const key: RowKey = { table: 'ledger:rebuild', key: 'bookkeeping' };

export const isBookkeeping = ({ table }: RowKey): boolean => table === key.table;
export const putBookkeeping = (value: Bookkeeping): Change => ({ kind: 'put', ...key, value, indexes: [] });
export const removeBookkeeping: Change = { kind: 'remove', ...key };

export type HalfBuilt = { readonly checkpoint: Checkpoint; readonly bookkeeping: Bookkeeping };

const bookkeepingIn = (rows: ReadonlyArray<{ readonly value: unknown }>): Bookkeeping | undefined => {
  const decoded = Bookkeeping.decode(rows[0]?.value);
  return E.isRight(decoded) ? decoded.right : undefined;
};

const orNothing = (failure: ViewUnavailable | ViewNotReady): TE.TaskEither<ViewUnavailable, HalfBuilt | undefined> =>
  failure._tag === 'ViewNotReady' ? TE.right(undefined) : TE.left(failure);

/**
 * What is being made beside the live view, or that of a partition, of this version and ledger; undefined where nothing is, or
 * can't be gone on with.
 */
export const findHalfBuilt = (views: Views, view: ViewId): TE.TaskEither<ViewUnavailable, HalfBuilt | undefined> => {
  const beside = besideOf(view);
  return pipe(
    TE.Do,
    TE.bind('checkpoint', () => views.checkpoint(beside)),
    TE.bindW('rows', () => views.get(beside, [key])),
    TE.map(({ checkpoint, rows }) => {
      const bookkeeping = bookkeepingIn(rows.value);
      if (checkpoint === undefined || bookkeeping === undefined || rows.position !== checkpoint.position)
        return undefined;
      return { checkpoint, bookkeeping };
    }),
    TE.orElse(orNothing),
  );
};

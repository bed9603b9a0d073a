import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Checkpoint, LiveView } from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';

export type KnownView = LiveView & { readonly id: number };
type Stored = {
  readonly id: bigint;
  readonly version: bigint;
  readonly ledger: string;
  readonly position: bigint;
  readonly event_id: string;
};

/** The views by name, the live ones and those beside them, each with its checkpoint. A dropped one waits for the sweep. */
export type Checkpoints = {
  /** Of exactly this version. */
  readonly find: (view: ViewId) => KnownView | undefined;
  readonly findLive: (name: string) => KnownView | undefined;
  readonly findBeside: (name: string) => KnownView | undefined;
  /** What a question is put to: the live view of any version, or exactly the one beside it. */
  readonly findRead: (view: ViewId) => KnownView | undefined;
  readonly create: (view: ViewId, checkpoint: Checkpoint) => void;
  readonly move: (id: number, to: Checkpoint) => void;
  readonly makeLive: (id: number) => void;
  /** `seconds`: how long its rows are left alone. */
  readonly drop: (id: number, seconds: number) => void;
};

const prepare = (database: DatabaseSyncInstance) => {
  const find = database.prepare(
    'SELECT id, version, ledger, position, event_id FROM views WHERE name = ? AND beside = ?',
  );
  find.setReadBigInts(true);
  return {
    find,
    create: database.prepare(
      'INSERT INTO views (name, beside, version, ledger, position, event_id) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    move: database.prepare('UPDATE views SET ledger = ?, position = ?, event_id = ? WHERE id = ?'),
    makeLive: database.prepare('UPDATE views SET beside = 0 WHERE id = ?'),
    drop: database.prepare('UPDATE views SET name = NULL, sweep_at = unixepoch() + ? WHERE id = ?'),
  };
};

const placeOf = ({ beside }: Pick<ViewId, 'beside'>): number => (beside === true ? 1 : 0);

export const createCheckpoints = (database: DatabaseSyncInstance): Checkpoints => {
  const sql = prepare(database);
  const at = (name: string, place: number): KnownView | undefined => {
    const stored = sql.find.get(name, place) as Stored | undefined;
    if (stored === undefined) return undefined;
    const { id, version, ledger: ledgerId, position, event_id: eventId } = stored;
    return { id: Number(id), version: Number(version), checkpoint: { ledgerId, position, eventId } };
  };
  const find = (view: ViewId): KnownView | undefined => {
    const known = at(view.name, placeOf(view));
    return known?.version === view.version ? known : undefined;
  };
  return {
    find,
    findLive: (name) => at(name, 0),
    findBeside: (name) => at(name, 1),
    findRead: (view) => (view.beside === true ? find(view) : at(view.name, 0)),
    create: (view, { ledgerId, position, eventId }) => {
      sql.create.run(view.name, placeOf(view), view.version, ledgerId, position, eventId);
    },
    move: (id, { ledgerId, position, eventId }) => {
      sql.move.run(ledgerId, position, eventId, id);
    },
    makeLive: (id) => {
      sql.makeLive.run(id);
    },
    drop: (id, seconds) => {
      sql.drop.run(seconds, id);
    },
  };
};

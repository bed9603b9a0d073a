import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Checkpoint } from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';

export type KnownView = { readonly id: number; readonly checkpoint: Checkpoint };
type Stored = {
  readonly id: bigint;
  readonly ledger: string;
  readonly position: bigint;
  readonly event_id: string;
};

/** The views by name and version, each with its checkpoint. A dropped one has no name any more, and waits for the sweep. */
export type Checkpoints = {
  readonly find: (view: ViewId) => KnownView | undefined;
  readonly create: (view: ViewId, checkpoint: Checkpoint) => void;
  readonly move: (id: number, to: Checkpoint) => void;
  readonly drop: (view: ViewId) => void;
};

export const createCheckpoints = (database: DatabaseSyncInstance): Checkpoints => {
  const find = database.prepare('SELECT id, ledger, position, event_id FROM views WHERE name = ? AND version = ?');
  find.setReadBigInts(true);
  const create = database.prepare(
    'INSERT INTO views (name, version, ledger, position, event_id) VALUES (?, ?, ?, ?, ?)',
  );
  const move = database.prepare('UPDATE views SET ledger = ?, position = ?, event_id = ? WHERE id = ?');
  const drop = database.prepare('UPDATE views SET name = NULL WHERE name = ? AND version = ?');
  return {
    find: ({ name, version }) => {
      const stored = find.get(name, version) as Stored | undefined;
      if (stored === undefined) return undefined;
      const { id, ledger: ledgerId, position, event_id: eventId } = stored;
      return { id: Number(id), checkpoint: { ledgerId, position, eventId } };
    },
    create: ({ name, version }, { ledgerId, position, eventId }) => {
      create.run(name, version, ledgerId, position, eventId);
    },
    move: (id, { ledgerId, position, eventId }) => {
      move.run(ledgerId, position, eventId, id);
    },
    drop: ({ name, version }) => {
      drop.run(name, version);
    },
  };
};

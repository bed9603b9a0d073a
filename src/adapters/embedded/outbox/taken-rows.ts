import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { Instant, Sealed } from '../../../domain/shared/codecs';
import type { OutboxQuery } from '../../../domain/ports/outbox';

const OutboxChannel = t.keyof({ email: null, sms: null, push: null }, 'OutboxChannel');

/** One message that was taken, as it lies on disk: who and when in clear, the message sealed. */
const TakenRow = t.strict(
  { id: t.number, key: t.string, channel: OutboxChannel, userId: t.string, takenAt: Instant, sealed: Sealed },
  'TakenRow',
);
export type TakenRow = t.TypeOf<typeof TakenRow>;
export type NewRow = Omit<TakenRow, 'id'>;

const schema = `CREATE TABLE IF NOT EXISTS taken (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    user_id TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    sealed TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS taken_by_channel ON taken (channel, id);`;

const columns = 'SELECT id, key, channel, user_id AS userId, taken_at AS takenAt, sealed FROM taken';

const toRow = (raw: unknown): TakenRow => {
  const { sealed, ...row } = raw as { readonly sealed: string };
  const parsed: unknown = JSON.parse(sealed);
  const decoded = TakenRow.decode({ ...row, sealed: parsed });
  if (E.isLeft(decoded)) throw new Error('A row of the outbox is not as it was written');
  return decoded.right;
};

export type TakenRows = {
  /** The id of the row of this key: a new one, or that of the first message that came with it. */
  readonly add: (row: NewRow) => number;
  readonly idOf: (key: string) => number | undefined;
  readonly list: (query: OutboxQuery) => ReadonlyArray<TakenRow>;
};

export const takenRows = (db: DatabaseSyncInstance): TakenRows => {
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(schema);
  const insert = db.prepare(
    'INSERT INTO taken (key, channel, user_id, taken_at, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const byKey = db.prepare('SELECT id FROM taken WHERE key = ?');
  const all = db.prepare(`${columns} WHERE id > ? ORDER BY id LIMIT ?`);
  const ofChannel = db.prepare(`${columns} WHERE channel = ? AND id > ? ORDER BY id LIMIT ?`);
  const idOf = (key: string): number | undefined => (byKey.get(key) as { readonly id: number } | undefined)?.id;
  return {
    add: ({ key, channel, userId, takenAt, sealed }) => {
      insert.run(key, channel, userId, takenAt, JSON.stringify(sealed));
      const id = idOf(key);
      if (id === undefined) throw new Error('The outbox lost a row that it was given');
      return id;
    },
    idOf,
    list: ({ channel, after = '0', limit }) => {
      const rows = channel === undefined ? all.all(Number(after), limit) : ofChannel.all(channel, Number(after), limit);
      return rows.map(toRow);
    },
  };
};

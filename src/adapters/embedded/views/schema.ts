/** Raised with each change of the tables; a file of another version is thrown away and made anew. */
export const schemaVersion = 2;

/**
 * Of each name there is one live view, and at most one beside it. A dropped view has no name any more and keeps its rows
 * until they are swept, from `sweep_at` (seconds since 1970) on. `indexes` repeats a row's entries as
 * `[[index, sort], …]`, so that replacing the row finds them. The columns of `entries` have no type, so that a number
 * sorts before every text and a blob after it: they serve as bounds.
 */
export const schema = `
  CREATE TABLE views (
    id INTEGER PRIMARY KEY, name TEXT, beside INTEGER NOT NULL, version INTEGER NOT NULL,
    ledger TEXT NOT NULL, position INTEGER NOT NULL, event_id TEXT NOT NULL, sweep_at INTEGER,
    UNIQUE (name, beside)
  );
  CREATE TABLE rows (
    id INTEGER PRIMARY KEY, view INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
    value TEXT NOT NULL, indexes TEXT NOT NULL,
    UNIQUE (view, tbl, key)
  );
  CREATE TABLE lists (
    id INTEGER PRIMARY KEY, view INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    UNIQUE (view, name)
  );
  CREATE TABLE entries (
    list INTEGER NOT NULL, sort, key, tbl, row INTEGER NOT NULL,
    PRIMARY KEY (list, sort, key, tbl)
  ) WITHOUT ROWID;
  PRAGMA user_version = ${String(schemaVersion)};
`;

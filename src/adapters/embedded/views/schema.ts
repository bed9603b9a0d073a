/** Raised with each change of the tables; a file of another version is thrown away and made anew. */
export const schemaVersion = 1;

/**
 * A dropped view keeps its rows without a name until they are swept. `indexes` repeats a row's entries as
 * `[[index, sort], …]`, so that replacing the row finds them. The columns of `entries` have no type, so that a number
 * sorts before every text and a blob after it: they serve as bounds.
 */
export const schema = `
  CREATE TABLE views (
    id INTEGER PRIMARY KEY, name TEXT, version INTEGER,
    ledger TEXT NOT NULL, position INTEGER NOT NULL, event_id TEXT NOT NULL,
    UNIQUE (name, version)
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

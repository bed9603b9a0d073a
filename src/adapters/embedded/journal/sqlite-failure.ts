const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const PRIMARY_CODE = 0xff;

/** Whether SQLite itself says that the file is not as it wrote it. */
export const saysDamaged = (error: unknown): boolean => {
  if (!(error instanceof Error) || !('sqliteCode' in error) || typeof error.sqliteCode !== 'number') return false;
  const code = error.sqliteCode & PRIMARY_CODE;
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
};

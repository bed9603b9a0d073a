import { errorField } from './error-field';

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const PRIMARY_CODE = 0xff;

/** Whether SQLite itself says that the file is not as it wrote it. */
export const saysDamaged = (error: unknown): boolean => {
  const code = errorField(error, 'sqliteCode');
  if (typeof code !== 'number') return false;
  return (code & PRIMARY_CODE) === SQLITE_CORRUPT || (code & PRIMARY_CODE) === SQLITE_NOTADB;
};

import { join } from 'node:path';

export type DataFiles = {
  readonly dir: string;
  readonly views: string;
  readonly keys: string;
  readonly outbox: string;
  readonly lock: string;
  readonly id: string;
  readonly jwtSecret: string;
  readonly server: string;
  /** The folder in which lists that come in are kept while they are looked through. */
  readonly spool: string;
  /** The folder in which a restore is prepared; where it stands, one was cut short. */
  readonly restoring: string;
};

/** What stands in a DATA_DIR beside the journal, which names its own files. */
export const dataFiles = (dir: string): DataFiles => ({
  dir,
  views: join(dir, 'views.db'),
  keys: join(dir, 'keys.db'),
  outbox: join(dir, 'outbox.db'),
  lock: join(dir, 'lock.db'),
  id: join(dir, 'data-dir-id'),
  jwtSecret: join(dir, 'jwt-secret'),
  server: join(dir, 'server.json'),
  spool: join(dir, 'spool'),
  restoring: join(dir, 'restoring'),
});

import type { Config } from '../compose/config';

const journalElsewhere =
  'EVENTSTORE_URL is set: the journal is kept by EventStoreDB, whose own backup goes together with keys.db of DATA_DIR.';
const bothElsewhere =
  "EVENTSTORE_URL and KEYRING_URL are set: nothing of the ledger is in DATA_DIR. Back up EventStoreDB first, and the key ring's Redis after it (docs/operations.md, Backup).";
const keysElsewhere =
  'KEYRING_URL is set: the keys are not in DATA_DIR, and a backup without them could not be read. Copy the append-only files of that Redis together with the journal (docs/operations.md, Backup).';

/** Why nothing is copied or put back where history or keys are not among the files of DATA_DIR; undefined: they are. */
export const keptElsewhere = ({ EVENTSTORE_URL, KEYRING_URL }: Config): string | undefined => {
  if (EVENTSTORE_URL === undefined) return KEYRING_URL === undefined ? undefined : keysElsewhere;
  return KEYRING_URL === undefined ? journalElsewhere : bothElsewhere;
};

/** Why nothing is copied or put back where the history is not among the files of DATA_DIR. */
export const journalElsewhere =
  'EVENTSTORE_URL is set: the journal is kept by EventStoreDB, whose own backup goes together with keys.db of DATA_DIR.';

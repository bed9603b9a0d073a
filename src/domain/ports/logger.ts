/** What a log line may say beside its message: flat facts. Ids, codes and counts, never an address, a text or a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

type Log = (message: string, fields?: LogFields) => void;

/** Messages are fixed words; what varies goes into the fields, where it can be masked. */
export type Logger = { readonly debug: Log; readonly info: Log; readonly warn: Log; readonly error: Log };

import { errorField } from './error-field';

/** An error as it can be sent from thread to thread; `sqliteCode` is what SQLite itself said. */
export type SentError = {
  readonly message: string;
  readonly code: string | undefined;
  readonly sqliteCode: number | undefined;
};

export const toSentError = (error: unknown): SentError => {
  const message = errorField(error, 'message');
  const code = errorField(error, 'sqliteCodeName') ?? errorField(error, 'code');
  const sqliteCode = errorField(error, 'sqliteCode');
  return {
    message: typeof message === 'string' ? message : String(error),
    code: typeof code === 'string' ? code : undefined,
    sqliteCode: typeof sqliteCode === 'number' ? sqliteCode : undefined,
  };
};

export const fromSentError = ({ message, code, sqliteCode }: SentError): Error =>
  Object.assign(new Error(message), { code, sqliteCode });

import * as E from 'fp-ts/Either';
import type { Config } from './config';
import { dataFiles } from './data-files';
import { readServerFile } from './server-file';

export type ServerAccess = { readonly url: string; readonly token: string };

const noServer = (dataDir: string): string =>
  `No server is running on ${dataDir}. Start one (ledger serve), or say where one is: LEDGER_URL and LEDGER_TOKEN.`;
const noToken = 'Say who you are to that server: set LEDGER_TOKEN to a token of its platform.';

/**
 * The server that writing commands go through: by LEDGER_URL and LEDGER_TOKEN, else by what a running one has left in
 * DATA_DIR. On the left: what to do where there is none, in words.
 */
export const findServer = (
  { DATA_DIR }: Config,
  environment: Readonly<Record<string, string | undefined>>,
): E.Either<string, ServerAccess> => {
  const { LEDGER_URL, LEDGER_TOKEN } = environment;
  const left = LEDGER_URL === undefined ? readServerFile(dataFiles(DATA_DIR).server) : undefined;
  const url = LEDGER_URL ?? left?.url;
  const token = LEDGER_TOKEN ?? left?.token;
  if (url === undefined) return E.left(noServer(DATA_DIR));
  return token === undefined || token === null ? E.left(noToken) : E.right({ url, token });
};

import * as E from 'fp-ts/Either';
import { findServer, type ServerAccess } from '../compose/find-server';
import { loadConfig } from '../compose/load-config';
import { complain } from './complain';
import { EXIT } from './exit';

/** Runs a command through the server that is running; resolves with the exit status. */
export const withServer = async (work: (server: ServerAccess) => Promise<number>): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const server = findServer(config.right, process.env);
  return E.isLeft(server) ? complain(server.left) : work(server.right);
};

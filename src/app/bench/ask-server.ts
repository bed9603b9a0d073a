import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { type Call, callServer, type ServerAnswer } from '../cli/call-server';
import type { BenchServer } from './bench-server';

/** What the benchmark's server answers; a refusal ends the run. */
export const askServer = async (server: BenchServer, call: Call): Promise<ServerAnswer> => {
  const answered = await callServer(server, call);
  if (E.isLeft(answered)) throw new Error(`the server of the benchmark refused ${call.path}: ${answered.left}`);
  return answered.right;
};

/** The answer to a read, as this codec has it. `position`: what is read is not older than this. */
export const readServer = async <A>(
  server: BenchServer,
  path: string,
  codec: t.Type<A, unknown>,
  position?: string,
): Promise<A> => {
  const headers = position === undefined ? {} : { 'ledger-position': position };
  const { body } = await askServer(server, { method: 'GET', path, headers });
  const decoded = codec.decode(body);
  if (E.isLeft(decoded)) throw new Error(`the server of the benchmark answered something else to ${path}`);
  return decoded.right;
};

import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { endText, placeText } from '../state/place';
import { ALL } from '../state/stream-names';

const int64 = (text: string): bigint => BigInt.asIntN(64, BigInt(text));

const revisionText = (revision: bigint): E.Either<string, string> =>
  revision < -1n
    ? E.left('Invalid Start From position: event number must be greater than or equal to -1.')
    : E.right(String(revision));

type StreamOptions = CreateReq.StreamOptions | UpdateReq.StreamOptions;

/** Of a group on a stream: as newer clients say it, or else as this client and older ones do (contract, section 12.1). */
export const streamStartIn = (newer: StreamOptions | undefined, older: string): E.Either<string, string> => {
  if (newer === undefined) return revisionText(int64(older));
  if (newer.hasRevision()) return revisionText(int64(newer.getRevision()));
  return E.right(newer.hasEnd() ? '-1' : '0');
};

type AllOptions = CreateReq.AllOptions | UpdateReq.AllOptions;

const flawOf = (commit: bigint, prepare: bigint, head: bigint): string | undefined => {
  if (prepare > commit) return 'prepare position must be less than or equal to the commit position.';
  if (commit > head)
    return 'commit position must be less than or equal to the last commit position in the transaction file.';
  const isEnd = commit === -1n && prepare === -1n;
  if (!isEnd && (commit < 0n || prepare < 0n))
    return 'prepare and commit positions must be greater than or equal to 0 or both equal to -1.';
  return undefined;
};

/** Of a group on everything. A place beyond the end would skip what is yet to come. */
export const allStartIn = (options: AllOptions, head: bigint): E.Either<string, string> => {
  const position = options.getPosition();
  if (position === undefined) return E.right(options.hasEnd() ? endText(ALL) : placeText(ALL, 0n));
  const commit = int64(position.getCommitPosition());
  const prepare = int64(position.getPreparePosition());
  const flaw = flawOf(commit, prepare, head);
  return flaw === undefined ? E.right(`C:${commit}/P:${prepare}`) : E.left(`Invalid Start From position: ${flaw}`);
};

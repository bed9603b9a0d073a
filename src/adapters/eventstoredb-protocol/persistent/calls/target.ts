import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import * as E from 'fp-ts/Either';
import { type CallFailure, invalidArgument } from '../../call-failure';
import { streamNameOf } from '../../stream-name';
import type { GroupName } from '../group-failures';
import { ALL } from '../state/stream-names';

type Options = {
  readonly getAll: () => Empty | undefined;
  readonly getStreamIdentifier: () => StreamIdentifier | undefined;
  readonly getGroupName: () => string;
};

/** Which group a request is about. */
export const targetOf = (options: Options | undefined): E.Either<CallFailure, GroupName> => {
  if (options === undefined) return E.left(invalidArgument('A group is needed.'));
  const source = options.getAll() === undefined ? streamNameOf(options.getStreamIdentifier()) : ALL;
  if (source === undefined) return E.left(invalidArgument('A stream, or all, is needed.'));
  return E.right({ source, group: options.getGroupName() });
};

import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { JournalError } from '../../../../domain/ports/journal';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import { type CallFailure, invalidArgument } from '../../call-failure';
import { streamNameOf } from '../../stream-name';
import { groupFailed } from '../group-failures';
import type { GroupConfig } from '../state/group-config';
import { endText } from '../state/place';
import { endOf } from '../state/stored';
import { ALL } from '../state/stream-names';
import { filterIn } from './filter-in';
import { settingsIn } from './settings-in';
import { allStartIn, streamStartIn } from './start-in';

export type GroupOptions = CreateReq.Options | UpdateReq.Options;

/** The names of its own streams hold it, and the trailers of its failures. */
const MAX_GROUP_NAME = 2048;

const sourceIn = (options: GroupOptions): string | undefined =>
  options.hasAll() ? ALL : streamNameOf(options.getStream()?.getStreamIdentifier() ?? options.getStreamIdentifier());

const headOf = async (engine: JournalEngine): Promise<bigint> => {
  const head = await engine.head()();
  if (E.isRight(head)) return head.right;
  throw new JournalError('the head could not be read', 'unavailable', { cause: head.left.cause });
};

const lastPlaceOf = async (engine: JournalEngine, source: string): Promise<bigint | undefined> =>
  source === ALL ? headOf(engine) : (await endOf(engine, source, 'last'))?.revision;

const nameFlaw = (source: string | undefined, group: string, forAll: boolean): string | undefined => {
  if (source === undefined) return 'Bad stream name.';
  if (source === ALL && !forAll)
    return 'Persistent subscriptions to $all are only supported over gRPC through gRPC clients';
  const bytes = Buffer.byteLength(group);
  return bytes === 0 || bytes > MAX_GROUP_NAME ? 'Bad group name.' : undefined;
};

/** What a request to create or update a group asks for, or why it can't be had. */
export const configIn = async (
  engine: JournalEngine,
  options: GroupOptions | undefined,
): Promise<E.Either<CallFailure, GroupConfig>> => {
  const message = options?.getSettings();
  if (options === undefined || message === undefined) return E.left(invalidArgument('Settings are needed.'));
  const all = options.getAll();
  const group = options.getGroupName();
  const source = sourceIn(options) ?? '';
  const failed = (reason: string): E.Either<CallFailure, never> => E.left(groupFailed({ source, group }, reason));

  const flaw = nameFlaw(sourceIn(options), group, all !== undefined);
  if (flaw !== undefined) return failed(flaw);
  const settings = settingsIn(message);
  if (E.isLeft(settings)) return failed(settings.left);
  const startFrom =
    all === undefined
      ? streamStartIn(options.getStream(), message.getRevision())
      : allStartIn(all, await headOf(engine));
  if (E.isLeft(startFrom)) return failed(startFrom.left);
  const filter = filterIn(all);
  if (E.isLeft(filter)) return filter;
  // Looked up before it is answered: whatever is stored after the answer is the group's.
  const end = startFrom.right === endText(source) ? await lastPlaceOf(engine, source) : undefined;
  return E.right({ source, group, filter: filter.right, settings: settings.right, startFrom: startFrom.right, end });
};

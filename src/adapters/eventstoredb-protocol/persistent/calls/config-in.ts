import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import * as E from 'fp-ts/Either';
import { JournalError } from '../../../../domain/ports/journal';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import { type CallFailure, invalidArgument } from '../../call-failure';
import { streamNameOf } from '../../stream-name';
import { groupFailed, type GroupName } from '../group-failures';
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

/** Who is named, or why nobody can be. */
const namedIn = (options: GroupOptions): E.Either<CallFailure, GroupName> => {
  const source = sourceIn(options);
  const group = options.getGroupName();
  const flaw = nameFlaw(source, group, options.hasAll());
  if (source === undefined || flaw !== undefined)
    return E.left(groupFailed({ source: source ?? '', group }, flaw ?? 'Bad stream name.'));
  return E.right({ source, group });
};

const startIn = async (
  engine: JournalEngine,
  options: GroupOptions,
  older: string,
): Promise<E.Either<string, string>> => {
  const all = options.getAll();
  return all === undefined ? streamStartIn(options.getStream(), older) : allStartIn(all, await headOf(engine));
};

/** What a request to create or update a group asks for, or why it can't be had. */
export const configIn = async (
  engine: JournalEngine,
  options: GroupOptions | undefined,
): Promise<E.Either<CallFailure, GroupConfig>> => {
  const message = options?.getSettings();
  if (options === undefined || message === undefined) return E.left(invalidArgument('Settings are needed.'));
  const named = namedIn(options);
  if (E.isLeft(named)) return named;
  const { source, group } = named.right;
  const settings = settingsIn(message);
  if (E.isLeft(settings)) return E.left(groupFailed(named.right, settings.left));
  const startFrom = await startIn(engine, options, message.getRevision());
  if (E.isLeft(startFrom)) return E.left(groupFailed(named.right, startFrom.left));
  const filter = filterIn(options.getAll());
  if (E.isLeft(filter)) return filter;
  // Looked up before it is answered: whatever is stored after the answer is the group's.
  const end = startFrom.right === endText(source) ? await lastPlaceOf(engine, source) : undefined;
  return E.right({ source, group, filter: filter.right, settings: settings.right, startFrom: startFrom.right, end });
};

import type { Metadata } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import { JournalError } from '../../domain/ports/journal';
import type { JournalEngine } from '../../domain/ports/journal-engine';
import { type Account, type Caller, createAuthenticate } from './accounts';
import { type CallFailure, unauthenticated } from './call-failure';
import { type AclEntry, defaultAcls, streamAcl } from './stream-acl';

export type StreamAction = 'read' | 'write' | 'delete';

/** Who is calling, and what they may do. */
export type Access = {
  readonly identify: (metadata: Metadata) => E.Either<CallFailure, Caller>;
  /** Throws a JournalError where the lists can't be read. */
  readonly may: (caller: Caller, action: StreamAction, stream: string) => Promise<boolean>;
  /** Whether the answer to `may` can change while a subscription runs. */
  readonly isLasting: (caller: Caller) => boolean;
  /** Creating, updating, deleting, replaying and restarting persistent subscriptions, on any stream. */
  readonly mayManageGroups: (caller: Caller) => boolean;
  /** Asking after persistent subscriptions, one or all. */
  readonly maySeeGroups: (caller: Caller) => boolean;
  /** Connecting to a persistent subscription on a stream, which moves its checkpoint. */
  readonly mayConsume: (caller: Caller, stream: string) => Promise<boolean>;
};

export type AccessOptions = {
  readonly engine: JournalEngine;
  /** Every writing is denied, to everybody. */
  readonly readOnly: boolean;
  /** Undefined: credentials are not asked for and everybody may do everything, as on EventStoreDB's `--insecure`. */
  readonly accounts?: { readonly known: ReadonlyArray<Account>; readonly anonymous: boolean };
};

const ALL = '$all';
const EVERYBODY = '$all';
const ADMINS = '$admins';
const OPERATORS = '$ops';
const METADATA = '$$';
const nobody: Caller = { name: undefined, roles: [] };

const entryOf: Readonly<Record<StreamAction, AclEntry>> = { read: '$r', write: '$w', delete: '$d' };
const metadataEntryOf: Readonly<Record<StreamAction, AclEntry | undefined>> = {
  read: '$mr',
  write: '$mw',
  delete: undefined,
};

const writesNothing = (action: StreamAction, stream: string): boolean => action !== 'read' && stream === ALL;

/** Of the last event of a stream; undefined where it has none that can be read. */
const lastData = async (engine: JournalEngine, stream: string): Promise<Uint8Array | undefined> => {
  const read = await engine.readStream(stream, { direction: 'backwards', from: 'end', limit: 1 })();
  if (E.isLeft(read)) {
    if (read.left._tag !== 'JournalUnavailable') return undefined;
    throw new JournalError('the access list could not be read', 'unavailable', { cause: read.left.cause });
  }
  for await (const [record] of read.right) return record?.data;
  return undefined;
};

const open = (readOnly: boolean): Access => ({
  identify: () => E.right({ name: undefined, roles: [ADMINS] }),
  may: async (_, action, stream) => action === 'read' || (!readOnly && !writesNothing(action, stream)),
  isLasting: () => true,
  mayManageGroups: () => !readOnly,
  maySeeGroups: () => true,
  mayConsume: async () => !readOnly,
});

/**
 * Accounts, and lists of who may do what from the streams' metadata and `$settings` (contract, section 10): the stream's own
 * entry, else the one in `$settings`, else everybody for users' streams and administrators for system streams.
 */
export const createAccess = ({ engine, readOnly, accounts }: AccessOptions): Access => {
  if (accounts === undefined) return open(readOnly);
  const authenticate = createAuthenticate(accounts.known);
  const isAdmin = ({ roles }: Caller): boolean => roles.includes(ADMINS);
  const isKnown = ({ name }: Caller): boolean => name !== undefined;

  const allowed = async (stream: string, entry: AclEntry): Promise<ReadonlyArray<string>> => {
    const own = streamAcl(await lastData(engine, `${METADATA}${stream}`))[entry];
    if (own !== undefined) return own;
    const isSystem = stream.startsWith('$');
    const { user, system } = defaultAcls(await lastData(engine, '$settings'));
    return isSystem ? (system[entry] ?? [ADMINS]) : (user[entry] ?? [EVERYBODY]);
  };

  const may: Access['may'] = async (caller, action, stream) => {
    if ((readOnly && action !== 'read') || writesNothing(action, stream)) return false;
    const ofMetadata = stream.startsWith(METADATA);
    const entry = (ofMetadata ? metadataEntryOf : entryOf)[action];
    if (entry === undefined) return false;
    if (isAdmin(caller)) return true;
    if (!isKnown(caller) && !accounts.anonymous) return false;
    const names = await allowed(ofMetadata ? stream.slice(METADATA.length) : stream, entry);
    return names.some((name) => name === EVERYBODY || name === caller.name || caller.roles.includes(name));
  };

  return {
    identify: (metadata) => {
      const [header] = metadata.get('authorization');
      if (header === undefined) return E.right(nobody);
      const caller = authenticate(header.toString());
      return caller === undefined ? E.left(unauthenticated) : E.right(caller);
    },
    may,
    isLasting: isAdmin,
    mayManageGroups: (caller) => !readOnly && (isAdmin(caller) || caller.roles.includes(OPERATORS)),
    maySeeGroups: isKnown,
    mayConsume: async (caller, stream) => !readOnly && isKnown(caller) && (await may(caller, 'read', stream)),
  };
};

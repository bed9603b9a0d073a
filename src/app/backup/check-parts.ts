import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DomainEvent } from '../../domain/events';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { SealedPart, UserId } from '../../domain/shared/codecs';
import type { Recorded } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import type { PartCounts } from './manifest';

/** So many events are opened with one call to the key ring, and held in memory. */
const eventsAtOnce = 256;

export type CheckedParts = {
  readonly parts: PartCounts;
  readonly head: { readonly position: Position; readonly eventId: string };
  /** Whoever was erased. */
  readonly erased: ReadonlySet<UserId>;
  /** Whose personal parts have no key though no erasure of theirs is in the journal. */
  readonly unexplained: ReadonlySet<UserId>;
};

/** `of`: whose key it is sealed by, where it is a recipient's, which lives until an erasure. */
type Part = { readonly part: SealedPart; readonly of: UserId | undefined };

/** The variables of their own that recipients of a batch were written down with. */
const membersParts = (event: DomainEvent, at: Omit<SealedPart, 'sealed'>): ReadonlyArray<Part> =>
  event.type === 'BatchChunkQueued'
    ? event.data.recipients.flatMap(({ userId, personal }) =>
        personal === undefined ? [] : [{ part: { ...at, sealed: personal }, of: userId }],
      )
    : [];

const partsOf = ({ event, stream, id }: Recorded<DomainEvent>): ReadonlyArray<Part> => {
  const { type, data } = event;
  const at = { stream, type, eventId: id };
  const of = 'userId' in data ? data.userId : undefined;
  const own = 'personal' in data ? data.personal : null;
  // What members of a batch share is counted once, where it stands.
  const personal = own === null || 'key' in own ? [] : [{ part: { ...at, sealed: own }, of }];
  const secrets =
    'secrets' in data && data.secrets !== null ? [{ part: { ...at, sealed: data.secrets }, of: undefined }] : [];
  return [...personal, ...membersParts(event, at), ...secrets];
};

const createTally = () => {
  const counts = { sealed: 0, opened: 0, withoutKey: 0, damaged: 0 };
  const withoutKey = new Set<UserId>();
  const field = { open: 'opened', gone: 'withoutKey', damaged: 'damaged' } as const;
  return {
    add: ({ of }: Part, { status }: Opened): void => {
      counts.sealed += 1;
      counts[field[status]] += 1;
      if (status === 'gone' && of !== undefined) withoutKey.add(of);
    },
    counts: (): PartCounts => ({ ...counts }),
    withoutKey,
  };
};

const openAll = async (
  vault: Vault,
  parts: ReadonlyArray<Part>,
  tally: ReturnType<typeof createTally>,
): Promise<E.Either<KeyRingUnavailable, void>> => {
  const opened = await vault.open(parts.map(({ part }) => part))();
  if (E.isLeft(opened)) return opened;
  for (const [index, part] of parts.entries()) {
    const outcome = opened.right[index];
    if (outcome !== undefined) tally.add(part, outcome);
  }
  return E.right(undefined);
};

const decoded = (stored: Parameters<typeof decodeRecorded>[0]): Recorded<DomainEvent> => {
  const recorded = decodeRecorded(stored);
  if (E.isRight(recorded)) return recorded.right;
  const what = `${recorded.left._tag} ${stored.type} at position ${String(stored.position)}`;
  throw new JournalError(`the history has an event that can't be read: ${what}`, 'damaged');
};

/** Opens every sealed part of the journal, to see that its key is there. Throws a JournalError where it can't be read on. */
export const checkParts = async (
  { journal, vault }: { readonly journal: Journal; readonly vault: Vault },
  onProgress: (position: Position) => void,
): Promise<E.Either<KeyRingUnavailable, CheckedParts>> => {
  const tally = createTally();
  const erased = new Set<UserId>();
  let head: CheckedParts['head'] = { position: 0n, eventId: '' };
  let waiting: Array<Part> = [];
  let events = 0;
  for await (const stored of journal.readAll()) {
    const recorded = decoded(stored);
    if (recorded.event.type === 'RecipientErased') erased.add(recorded.event.data.userId);
    waiting.push(...partsOf(recorded));
    head = { position: stored.position, eventId: stored.id };
    events += 1;
    if (events % eventsAtOnce !== 0) continue;
    const opened = await openAll(vault, waiting, tally);
    if (E.isLeft(opened)) return opened;
    waiting = [];
    onProgress(stored.position);
  }
  const rest = await openAll(vault, waiting, tally);
  if (E.isLeft(rest)) return rest;
  onProgress(head.position);
  const unexplained = new Set([...tally.withoutKey].filter((userId) => !erased.has(userId)));
  return E.right({ parts: tally.counts(), head, erased, unexplained });
};

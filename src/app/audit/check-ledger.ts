import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { KeyRing } from '../../domain/ports/key-ring';
import { type Instant, toInstant } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import { allProjections } from '../../projections/all-projections';
import { checkEvents } from './check-events';
import { checkKeys, type KeysUnread } from './check-keys';
import { checkViews } from './check-views';
import type { Finding } from './finding';
import type { VerifyDeps } from './verify-view';

/** How long after an end a key may live: the time in which a running server gets round to destroying it. */
const GRACE_MILLIS = 60_000;

type Views = { readonly views: VerifyDeps['views']; readonly close: () => Promise<void> };

export type CheckDeps = {
  readonly journal: Journal;
  readonly keyRing: Pick<KeyRing, 'held'>;
  /** Undefined where there are none to be opened. */
  readonly views: Views['views'] | undefined;
  readonly openAside: VerifyDeps['openAside'];
  readonly clock: Pick<Clock, 'now'>;
  readonly onProgress: (step: 'events' | 'views', position: Position, through: Position) => void;
};

export type Report = {
  readonly events: number;
  /** The last position that was looked at. */
  readonly position: Position;
  readonly findings: ReadonlyArray<Finding>;
  readonly absentViews: ReadonlyArray<string>;
};

const before = (now: Instant, millis: number): Instant =>
  toInstant(new Date(Date.parse(now) - millis).toISOString()) ?? now;

/**
 * Walks the history once, as far as it goes now, and then each view and the keys. Beside a running server too. Throws a
 * JournalError where the history can't be read on.
 */
export const checkLedger = async (deps: CheckDeps): Promise<E.Either<JournalUnavailable | KeysUnread, Report>> => {
  const { journal, keyRing, views, openAside, clock, onProgress } = deps;
  const head = await journal.head()();
  if (E.isLeft(head)) return head;
  const through = head.right;
  const walked = await checkEvents(journal, through, (position) => onProgress('events', position, through));
  const endedBy = before(clock.now(), GRACE_MILLIS);
  const keys = await checkKeys({ journal, keyRing, erasures: walked.erasures, endedBy });
  if (E.isLeft(keys)) return keys;
  const told = (position: Position, end: Position): void => onProgress('views', position, end);
  const viewed =
    views === undefined
      ? { findings: [], absent: allProjections.map(({ name }) => name) }
      : await checkViews({ journal, views, openAside, onProgress: told }, allProjections);
  const findings = [...walked.findings, ...keys.right, ...viewed.findings];
  return E.right({ events: walked.events, position: through, findings, absentViews: viewed.absent });
};

import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import { checkHistory } from '../../domain/invariants/check-history';
import type { Journal } from '../../domain/ports/journal';
import type { UserId } from '../../domain/shared/codecs';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { isExactlyItsType } from './check-shape';
import type { Erasure } from './check-keys';
import type { Finding } from './finding';

export type CheckedEvents = {
  readonly events: number;
  readonly findings: ReadonlyArray<Finding>;
  /** The last erasure of each who was erased. */
  readonly erasures: ReadonlyMap<UserId, Erasure>;
};

/** One walk over the history up to a position: I1 to I5, and that every event is what its type says. */
export const checkEvents = async (
  journal: Journal,
  through: Position,
  onProgress: (position: Position) => void,
): Promise<CheckedEvents> => {
  const findings: Array<Finding> = [];
  const erasures = new Map<UserId, Erasure>();
  let state = checkHistory.initial();
  let events = 0;

  const found = ({ stream, position }: StoredEvent, invariant: Finding['invariant'], detail: string): void => {
    findings.push({ invariant, stream, position, detail });
  };
  const check = (stored: StoredEvent): void => {
    const recorded = decodeRecorded(stored);
    if (E.isLeft(recorded)) {
      found(stored, 'shape', `${stored.type}: ${recorded.left._tag}`);
      return;
    }
    if (!isExactlyItsType(recorded.right, stored))
      found(stored, 'I9', `${stored.type} holds what its type has no place for`);
    state = checkHistory.step(state, recorded.right);
    const { event, at, stream, position } = recorded.right;
    if (event.type === 'RecipientErased') erasures.set(event.data.userId, { at, stream, position });
  };

  for await (const stored of journal.readAll()) {
    if (stored.position > through) break;
    check(stored);
    events += 1;
    onProgress(stored.position);
  }
  return { events, findings: [...findings, ...checkHistory.breaches(state)], erasures };
};

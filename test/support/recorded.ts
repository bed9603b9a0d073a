import type { Recorded } from '../../src/domain/shared/recorded';
import { at } from './vocabulary';

/** An event at its place in the journal, one second after the one before. */
export const recordedAt =
  (stream: string) =>
  <E>(event: E, position: number, revision = position - 1): Recorded<E> => ({
    event,
    id: `e-${position}`,
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
    at: at(position),
    actor: { kind: 'system', id: 'ledger' },
    correlationId: 'c-1',
    causationId: 'c-1',
  });

import type { Position } from '../../domain/shared/stored-event';

/** What a check proves; the numbers are those of docs/auditing.md, `shape` is that every event is what its type says. */
export type Proven = 'shape' | 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I7' | 'I9';

/** Where the ledger breaks what is to be proven; the detail holds ids and numbers only. `position` is null where it is no event. */
export type Finding = {
  readonly invariant: Proven;
  readonly stream: string;
  readonly position: Position | null;
  readonly detail: string;
};

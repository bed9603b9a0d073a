import type { JsonObject } from './json';

/** The place of an event in its stream: 0, 1, 2, … */
export type Revision = bigint;
/** The place of an event in the whole journal: strictly increasing, not necessarily dense; 0n is before the first. */
export type Position = bigint;

export type NewEvent = {
  /** UUID, lower case. Compared within its stream only. */
  readonly id: string;
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
};

export type StoredEvent = NewEvent & {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
};

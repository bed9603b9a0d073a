import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EngineRecord, EngineRecords } from '../../../domain/ports/journal-engine';
import type { Filtering } from './event-filter';

export type Considered = { readonly record: EngineRecord; readonly passes: boolean };

/** Some ten milliseconds' worth. */
const EFFORT_OF_A_TURN = 500_000;

/** Tells of each record whether it passes, and lets others have a turn when that has been a lot of work. */
export const consider = async function* (records: EngineRecords, filter: Filtering): AsyncGenerator<Considered> {
  let effort = 0;
  for (const record of records) {
    effort += filter.effort(record);
    if (effort > EFFORT_OF_A_TURN) {
      effort = 0;
      await nextTurn();
    }
    yield { record, passes: filter.passes(record) };
  }
};

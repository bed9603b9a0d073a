import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { transaction } from '../transaction';
import { createSweep } from './sweep';
import { createWriteRows } from './write-rows';

const ROWS_AT_ONCE = 128;
/** Between two portions, so that the steps that are asked meanwhile come in between. */
const BETWEEN_MILLIS = 20;
const LOOK_AGAIN_MILLIS = 1_000;

export type Sweeping = {
  /** Throws what the last portion met; nothing of it was removed, and it is tried again. */
  readonly check: () => void;
  readonly end: () => void;
};

/** Removes what dropped views left, portion by portion, also where nothing else is written; `onSwept` is told the rows. */
export const sweepWhenDue = (database: DatabaseSyncInstance, onSwept: (rows: number) => void): Sweeping => {
  const sweep = createSweep(database, createWriteRows(database));
  let failure: { readonly cause: unknown } | undefined;
  let timer: NodeJS.Timeout;
  const portion = (): boolean => {
    try {
      const isMore = transaction(database, () => sweep(ROWS_AT_ONCE));
      if (isMore) onSwept(ROWS_AT_ONCE);
      return isMore;
    } catch (cause) {
      failure = { cause };
      return false;
    }
  };
  const goOn = (): void => {
    timer = setTimeout(goOn, portion() ? BETWEEN_MILLIS : LOOK_AGAIN_MILLIS);
  };
  timer = setTimeout(goOn, LOOK_AGAIN_MILLIS);
  return {
    check: () => {
      if (failure === undefined) return;
      const { cause } = failure;
      failure = undefined;
      throw cause;
    },
    end: () => clearTimeout(timer),
  };
};

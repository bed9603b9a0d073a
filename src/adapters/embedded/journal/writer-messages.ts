import type { SentError } from '../sent-error';
import type { CommitFaults } from './commit-faults';
import type { Damage } from './damage';
import type { AddedRecord, Group } from './group';
import type { Progress } from './verify-events';

/** How the writer's thread is started. After a crash of the thread what it had verified before is not read again. */
export type WriterStart = {
  readonly dataDir: string;
  readonly verify: boolean;
  readonly commitFaults: CommitFaults | undefined;
};

/** The end of the thread is the answer to `close`. */
export type ToWriter = { readonly kind: 'commit'; readonly group: Group } | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'ready'; readonly head: number; readonly plain: boolean }
  | { readonly kind: 'damaged'; readonly damage: Damage }
  | { readonly kind: 'unavailable'; readonly error: SentError }
  /** `records` are those of the group, with their places and checksums; `outcomes` as outcomes.ts packs them. */
  | {
      readonly kind: 'committed';
      readonly outcomes: Float64Array<ArrayBuffer>;
      readonly records: ArrayBuffer;
      readonly added: ReadonlyArray<AddedRecord>;
    }
  | { readonly kind: 'failed'; readonly error: SentError };

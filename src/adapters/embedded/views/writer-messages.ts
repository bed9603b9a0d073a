import type { Checkpoint } from '../../../domain/ports/views';
import type { ViewId } from '../../../domain/shared/view';
import type { SentError } from '../sent-error';

export type WriterStart = {
  readonly file: string;
  /** Whatever the file holds is thrown away: it has turned out to be damaged. */
  readonly remake: boolean;
};

export type ChangeStep = {
  readonly kind: 'apply' | 'promote';
  readonly view: ViewId;
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  /** Of `packChanges`, and how many they are. */
  readonly changes: ReadonlyArray<string>;
  readonly count: number;
};

export type WriteStep =
  | ChangeStep
  | { readonly kind: 'reset'; readonly view: ViewId; readonly start: Checkpoint }
  | { readonly kind: 'drop'; readonly view: ViewId };

export type ToWriter =
  /** Taken in their order, and answered together. */
  | { readonly kind: 'steps'; readonly steps: ReadonlyArray<WriteStep> }
  /** The last message. Where the file is thrown away the log need not be copied back before. */
  | { readonly kind: 'end'; readonly copyBack: boolean };

type Failed = { readonly kind: 'failed'; readonly error: SentError };

export type StepAnswer =
  | { readonly kind: 'taken' }
  /** Nothing was changed: the view's checkpoint was another one. */
  | { readonly kind: 'moved' }
  | Failed;

export type FromWriter =
  /** `remade`: the file was begun anew. */
  | { readonly kind: 'ready'; readonly remade: boolean }
  | { readonly kind: 'steps'; readonly answers: ReadonlyArray<StepAnswer> }
  | { readonly kind: 'ended' }
  | Failed;

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
  readonly changes: string;
  readonly count: number;
};

export type WriteStep =
  | ChangeStep
  | { readonly kind: 'reset'; readonly view: ViewId; readonly start: Checkpoint }
  | { readonly kind: 'drop'; readonly view: ViewId };

export type ToWriter =
  | WriteStep
  /** The last message. Where the file is thrown away the log need not be copied back before. */
  | { readonly kind: 'end'; readonly copyBack: boolean };

export type FromWriter =
  /** `remade`: the file was begun anew. */
  | { readonly kind: 'ready'; readonly remade: boolean }
  | { readonly kind: 'done' }
  /** Nothing was changed: the view's checkpoint was another one. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'failed'; readonly error: SentError };

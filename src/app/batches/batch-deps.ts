import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { Vault } from '../../domain/ports/vault';
import type { Actor } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import type { DirectoryQuestions } from '../../projections/directory/questions';
import type { TemplatesQuestions } from '../../projections/templates/questions';
import type { Writer } from '../commands/create-writer';

export type BatchLimits = {
  /** So many recipients a chunk, or fewer: at most 100. */
  readonly chunk: number;
  /** So many bytes of a manifest are appended together. */
  readonly appendBytes: number;
};

/** An append may have 1 MiB (journal.ts); the rest is for what is counted otherwise elsewhere. */
export const usualBatchLimits: BatchLimits = { chunk: 100, appendBytes: 768 * 1024 };

/** What batches are accepted and carried out with. */
export type BatchDeps = {
  readonly journal: Journal;
  readonly writer: Writer;
  readonly vault: Vault;
  readonly directory: Pick<DirectoryQuestions, 'everyone' | 'recipientRows'>;
  readonly templates: Pick<TemplatesQuestions, 'activeTemplates' | 'templateVersion'>;
  readonly engine: TemplateEngine;
  readonly clock: Clock;
  /** This start of this process: it owns the batches whose recipients it writes down. */
  readonly incarnation: string;
  readonly isDead: (incarnation: string) => boolean;
  readonly limits: BatchLimits;
  /** Resolves once the directory has seen the position, or after a moment. */
  readonly directoryReaches: (position: Position) => Promise<void>;
};

/** Who carries batches out: the ledger itself. */
export const batchActor: Actor = { kind: 'system', id: 'batches' };

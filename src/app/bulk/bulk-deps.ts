import type { Ids } from '../../domain/ports/ids';
import type { Spool } from '../../domain/ports/spool';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { Vault } from '../../domain/ports/vault';
import type { TemplatesQuestions } from '../../projections/templates/questions';
import type { AcceptBatch, EarlierBatch } from '../batches/batch-request';
import type { RequestForEveryone } from '../batches/everyone-request';

/** What callers' requests to many are taken in with. */
export type BulkDeps = {
  readonly acceptBatch: AcceptBatch;
  readonly earlierBatch: EarlierBatch;
  readonly requestForEveryone: RequestForEveryone;
  readonly templates: Pick<TemplatesQuestions, 'activeTemplates'>;
  readonly engine: TemplateEngine;
  readonly vault: Vault;
  readonly spool: Spool;
  readonly ids: Ids;
  /** The ledger's own, that ids are derived in. */
  readonly namespace: string;
  readonly limits: BulkLimits;
};

export type BulkLimits = {
  /** So many recipients may be named at once. */
  readonly recipients: number;
  /** So many lists may come in at the same time: each may take some 40 MiB. */
  readonly uploads: number;
};

export const usualBulkLimits: BulkLimits = { recipients: 1_000_000, uploads: 4 };

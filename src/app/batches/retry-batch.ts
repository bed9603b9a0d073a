import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { channels, type Channel, type UserId } from '../../domain/shared/codecs';
import { deriveId } from '../../domain/shared/derive-id';
import type { BatchesQuestions } from '../../projections/batches/questions';
import type { BatchRow } from '../../projections/batches/row';
import type { Caller } from '../caller';
import type { Written } from '../commands';
import { actorOf } from '../commands/actor-of';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import type { AcceptBatch, BatchAnswer, ListedRecipient, Recipients } from './batch-request';
import { type OpenBatch, openBatch } from './open-batch';
import { openListed } from './open-listed';
import { readChunk } from './read-chunk';

export type RetryBatch = (caller: Caller, batchId: string) => TE.TaskEither<AppFailure, Written<BatchAnswer>>;

export type RetryingBatches = Pick<BatchDeps, 'journal' | 'vault' | 'templates' | 'engine' | 'writer'> & {
  readonly batches: Pick<BatchesQuestions, 'batchRow' | 'failures'>;
  readonly acceptBatch: AcceptBatch;
};

/** Who failed, up to where in the list of failures; and on which channels, `all` where their notification was refused. */
type Failed = {
  readonly users: ReadonlySet<UserId>;
  readonly channels: ReadonlyArray<Channel> | 'all';
  readonly through: string;
};

const PAGE = 500;
/** A chunk takes about as many bytes as it may: so its members take as much, each. */
const BYTES_OF_A_CHUNK = 512 * 1024;

const wrongState = (detail: string): AppFailure => ({ _tag: 'WrongState', detail });

const endedRow = ({ batches }: RetryingBatches, batchId: string): TE.TaskEither<AppFailure, BatchRow> =>
  pipe(
    batches.batchRow(batchId),
    TE.mapLeft(unavailable),
    TE.chain(({ value }) => {
      if (value === undefined) return TE.left({ _tag: 'NotFound' });
      return value.endedAt === null ? TE.left(wrongState('The batch has not ended.')) : TE.right(value);
    }),
  );

const failedOf =
  ({ batches }: RetryingBatches, batchId: string): TE.TaskEither<AppFailure, Failed> =>
  async () => {
    const users = new Set<UserId>();
    const on = new Set<Channel | null>();
    let after: { readonly sort: string; readonly key: string } | undefined;
    for (;;) {
      const page = await batches.failures(batchId, after, PAGE)();
      if (E.isLeft(page)) return E.left(unavailable(page.left));
      for (const { row, place } of page.right.value) {
        users.add(row.userId);
        on.add(row.channel);
        after = place;
      }
      if (page.right.value.length < PAGE) break;
    }
    if (after === undefined) return E.left(wrongState('Nobody of the batch failed.'));
    return E.right({
      users,
      channels: on.has(null) ? 'all' : channels.filter((one) => on.has(one)),
      through: after.sort,
    });
  };

/** Those of the old list who failed, with their own variables; whoever was erased, or is damaged, can't be told again. */
const recipientsOf = async function* (
  { journal, vault }: RetryingBatches,
  { batchId, chunks }: BatchRow,
  { users }: Failed,
): Recipients {
  for (let index = 0; index < chunks; index += 1) {
    const queued = await readChunk(journal, { batchId, index })();
    if (E.isLeft(queued)) {
      yield E.left(unavailable(queued.left));
      return;
    }
    const listed = await openListed(vault, queued.right)();
    if (E.isLeft(listed)) {
      yield E.left(unavailable(listed.left));
      return;
    }
    const bytes = Math.ceil(BYTES_OF_A_CHUNK / listed.right.length);
    const again = listed.right.flatMap(({ userId, locale, own }): ReadonlyArray<ListedRecipient> =>
      !users.has(userId) || own === 'gone' || own === 'damaged' ? [] : [{ userId, locale, data: own, bytes }],
    );
    if (again.length > 0) yield E.right(again);
  }
} satisfies (...given: never) => Recipients;

const termsFor = ({ accepted, templates }: OpenBatch, { channels: failedOn }: Failed) => ({
  templates,
  channels: failedOn === 'all' ? accepted.channels : failedOn,
  priority: accepted.priority,
  sendAt: undefined,
  expiresAt: accepted.expiresAt,
  bypasses: accepted.bypasses,
  retryOf: accepted.batchId,
  duplicates: undefined,
});

/**
 * Tells those of an ended batch who failed once more, as a new batch that names the old one: on the channels on which
 * they failed. The same failures are told again once, however often it is asked for; what fails then is the new batch's.
 */
export const createRetryBatch =
  (deps: RetryingBatches): RetryBatch =>
  (caller, batchId) =>
    pipe(
      endedRow(deps, batchId),
      TE.bindTo('row'),
      TE.bind('failed', () => failedOf(deps, batchId)),
      TE.bind('old', () => pipe(openBatch(deps)(batchId), TE.mapLeft(unavailable))),
      TE.filterOrElse(
        ({ old }) => old.isReadable,
        () => wrongState('What the batch said can not be read any more.'),
      ),
      TE.chain(({ row, failed, old }) =>
        deps.acceptBatch(
          {
            origin: { kind: 'api', id: deriveId(deps.writer.namespace, 'retry', batchId, failed.through) },
            fingerprint: 'retry',
            actor: actorOf(caller),
          },
          TE.right({ terms: termsFor(old, failed), recipients: recipientsOf(deps, row, failed) }),
        ),
      ),
    );

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { SpoolFile } from '../../domain/ports/spool';
import type { Written } from '../commands';
import type { BatchAnswer } from '../batches/batch-request';
import type { BatchTemplate } from '../batches/batch-template';
import { activeVersions } from '../batches/pin-templates';
import { termsOf } from '../batches/terms-of';
import type { AppFailure } from '../failure';
import { askedChannels, askFault, askJson } from './bulk-ask';
import type { BulkDeps } from './bulk-deps';
import type { Bulk, BulkCall, BulkList } from './bulk-request';
import { type CheckRecipient, createCheckRecipient } from './check-recipient';
import { identifyCall } from './identify-call';
import { createSpoolWriter, spooledRecipients, withSpool } from './spool-list';
import { type Taken, takeList } from './take-list';

type Outcome<F> = Promise<E.Either<AppFailure | F, Written<BatchAnswer>>>;

/** Where no template can say anything, nothing is looked at but what the request is known by. */
const checkFor = (deps: BulkDeps, templates: E.Either<AppFailure, ReadonlyArray<BatchTemplate>>): CheckRecipient => {
  if (E.isRight(templates)) return createCheckRecipient(deps.engine, templates.right);
  return ({ userId }) => E.right({ userId, locale: undefined, data: undefined, bytes: 0 });
};

/** What is refused now may have been accepted before, under the same key: then that is the answer. */
const unlessEarlier = async (
  deps: BulkDeps,
  call: BulkCall,
  { digest }: Taken,
  failure: AppFailure,
): Outcome<never> => {
  if (call.scope === undefined) return E.left(failure);
  return pipe(
    identifyCall(deps, call, digest),
    TE.chain(deps.earlierBatch),
    TE.chain((earlier) => (earlier === undefined ? TE.left(failure) : TE.right(earlier))),
  )();
};

type Pinned = { readonly templates: ReadonlyArray<BatchTemplate>; readonly file: SpoolFile };

const accept = async (
  deps: BulkDeps,
  call: BulkCall,
  { duplicates, digest }: Taken,
  pinned: Pinned,
): Outcome<never> => {
  const { ask } = call;
  const terms = termsOf(pinned.templates, {
    channels: askedChannels(ask),
    priority: ask.priority,
    sendAt: ask.sendAt,
    expiresAt: null,
    bypasses: [],
    retryOf: undefined,
    duplicates,
  });
  return pipe(
    identifyCall(deps, call, digest),
    TE.chain((asked) => deps.acceptBatch(asked, TE.right({ terms, recipients: spooledRecipients(pinned.file) }))),
  )();
};

const nobody: AppFailure = { _tag: 'InvalidInput', errors: [{ path: '/recipients', message: 'names nobody' }] };

const takeIn = async <F>(deps: BulkDeps, call: BulkCall, list: BulkList<F>, file: SpoolFile): Outcome<F> => {
  const { ask, scope } = call;
  const templates = await activeVersions(deps)(ask.templateCode, () => ask.data)();
  if (E.isLeft(templates) && (scope === undefined || templates.left._tag !== 'Impossible')) return templates;
  const taking = { check: checkFor(deps, templates), keep: createSpoolWriter(file), most: deps.limits.recipients };
  const taken = await takeList(askJson(ask), list, taking);
  if (E.isLeft(taken)) return taken;
  if (taken.right.named === 0) return E.left(nobody);
  if (E.isLeft(templates)) return unlessEarlier(deps, call, taken.right, templates.left);
  if (taken.right.failure !== undefined) return unlessEarlier(deps, call, taken.right, taken.right.failure);
  return accept(deps, call, taken.right, { templates: templates.right, file });
};

/** Takes a list in: looked through once while it is spooled, and written down as a batch where nothing is wrong with it. */
export const requestBulk =
  (deps: BulkDeps): Bulk['request'] =>
  (call, list) =>
  async () => {
    const fault = askFault(call.ask);
    if (fault !== undefined) return E.left(fault);
    return withSpool(deps.spool, async (file) => takeIn(deps, call, list, file));
  };

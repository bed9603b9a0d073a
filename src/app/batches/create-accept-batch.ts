import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { batchIdOf } from '../../domain/batch/names';
import type { Written } from '../commands';
import { unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { AppFailure } from '../failure';
import { abandonBatch } from './abandon-batch';
import { acceptedBatch } from './accept-batch';
import type { BatchDeps } from './batch-deps';
import type { AcceptBatch, BatchAnswer, BatchAsked, BatchToWrite, EarlierBatch } from './batch-request';
import { inChunks } from './in-chunks';
import { oneAtATime } from './one-at-a-time';
import { type BatchEnds, readEnds } from './read-ends';
import { writeManifest } from './write-manifest';

type Answer = Written<BatchAnswer>;

/** Another process is at it, or was a moment ago. */
const inOtherHands: AppFailure = { _tag: 'Unavailable', component: 'batches', retryAfterSeconds: 5 };

const notWritten = (
  failure: Parameters<typeof writeFailure>[0] | Parameters<typeof unavailable>[0] | AppFailure,
): AppFailure => {
  switch (failure._tag) {
    case 'Conflict':
      return inOtherHands;
    case 'JournalUnavailable':
    case 'AppendTooLarge':
    case 'StreamDeleted':
      return writeFailure(failure);
    case 'KeyRingUnavailable':
    case 'ViewUnavailable':
    case 'ViewNotReady':
      return unavailable(failure);
    default:
      return failure;
  }
};

const write = (
  deps: BatchDeps,
  batchId: string,
  asked: BatchAsked,
  { terms, recipients }: BatchToWrite,
): TE.TaskEither<AppFailure, Answer> =>
  pipe(
    acceptedBatch(deps)(batchId, asked, terms),
    TE.chainW((accepted) => writeManifest(deps)(accepted, asked.actor, inChunks(recipients, deps.limits.chunk))),
    TE.bimap(notWritten, ({ count, createdAt, position }) => {
      const value = { batchId, totalUsers: count, createdAt, duplicates: terms.duplicates ?? 0 };
      return { value, position, replayed: false };
    }),
  );

type Sealed = { readonly kind: 'sealed'; readonly batchId: string; readonly ends: BatchEnds; readonly count: number };

const repeated = (
  { batchId, ends: { accepted, position }, count }: Sealed,
  asked: BatchAsked,
): E.Either<AppFailure, Answer> => {
  if (accepted === undefined) throw new Error(`The sealed batch ${batchId} has no beginning`);
  const { fingerprint, duplicates = 0 } = accepted.event.data;
  if (fingerprint !== asked.fingerprint) return E.left({ _tag: 'KeyReused' });
  const value = { batchId, totalUsers: count, createdAt: accepted.at, duplicates };
  return E.right({ value, position, replayed: true });
};

/** Whether a living process, other than this one, is writing the recipients down. */
const isInOtherHands = ({ incarnation, isDead }: BatchDeps, { accepted }: BatchEnds): boolean => {
  const by = accepted?.event.data.by;
  return by !== undefined && by !== incarnation && !isDead(by);
};

/** `open`: its recipients were never all written down. */
type Found =
  | { readonly kind: 'nothing'; readonly batchId: string }
  | { readonly kind: 'open'; readonly batchId: string; readonly ends: BatchEnds }
  | Sealed;

/** The batch of this origin that counts: the first that was not abandoned. */
const find = async (deps: BatchDeps, { origin }: BatchAsked): Promise<E.Either<AppFailure, Found>> => {
  const identity = JSON.stringify([origin.kind, origin.id]);
  for (let attempt = 0; ; attempt += 1) {
    const batchId = batchIdOf(deps.writer.namespace, identity, attempt);
    const read = await readEnds(deps.journal, batchId)();
    if (E.isLeft(read)) return E.left(unavailable(read.left));
    const ends = read.right;
    if (ends.state.status === 'unknown') return E.right({ kind: 'nothing', batchId });
    if (ends.state.status === 'open') return E.right({ kind: 'open', batchId, ends });
    if (ends.state.status !== 'abandoned') return E.right({ kind: 'sealed', batchId, ends, count: ends.state.count });
  }
};

const accept = async (
  deps: BatchDeps,
  asked: BatchAsked,
  prepare: TE.TaskEither<AppFailure, BatchToWrite>,
): Promise<E.Either<AppFailure, Answer>> => {
  for (;;) {
    const found = await find(deps, asked);
    if (E.isLeft(found)) return found;
    const { batchId } = found.right;
    if (found.right.kind === 'sealed') return repeated(found.right, asked);
    if (found.right.kind === 'nothing')
      return pipe(
        prepare,
        TE.chain((toWrite) => write(deps, batchId, asked, toWrite)),
      )();
    if (isInOtherHands(deps, found.right.ends)) return E.left(inOtherHands);
    const abandoned = await abandonBatch(deps)(batchId)();
    if (E.isLeft(abandoned)) return E.left(inOtherHands);
  }
};

/** One at a time for one origin: what this process left open then has nobody at work on it. */
export const createAcceptBatch = (deps: BatchDeps): AcceptBatch => {
  const inTurn = oneAtATime();
  return (asked, prepare) => async () =>
    inTurn(JSON.stringify([asked.origin.kind, asked.origin.id]), async () => accept(deps, asked, prepare));
};

export const createEarlierBatch =
  (deps: BatchDeps): EarlierBatch =>
  (asked) =>
  async () => {
    const found = await find(deps, asked);
    if (E.isLeft(found)) return found;
    return found.right.kind === 'sealed' ? repeated(found.right, asked) : E.right(undefined);
  };

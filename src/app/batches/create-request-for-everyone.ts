import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { chunkSizeFor } from '../../domain/batch/manifest';
import { batchIdOf } from '../../domain/batch/names';
import type { BatchState } from '../../domain/batch/state';
import type { Written } from '../commands';
import { unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { AppFailure } from '../failure';
import { abandonBatch } from './abandon-batch';
import { acceptedBatch } from './accept-batch';
import type { BatchDeps } from './batch-deps';
import type { EveryoneAnswer, EveryoneRequest, RequestForEveryone } from './everyone-request';
import { everyoneInChunks } from './everyone-in-chunks';
import { pinTemplates } from './pin-templates';
import { type BatchEnds, readEnds } from './read-ends';
import { writeManifest } from './write-manifest';

type Answer = Written<EveryoneAnswer>;

/** Another process is at it, or was a moment ago. */
const inOtherHands: AppFailure = { _tag: 'Unavailable', component: 'batches', retryAfterSeconds: 5 };

/** Who was put into the directory before the request is told, so the directory has to have come so far. */
const write = (deps: BatchDeps, batchId: string, request: EveryoneRequest): TE.TaskEither<AppFailure, Answer> =>
  pipe(
    pinTemplates(deps)(request),
    TE.bindTo('pinned'),
    TE.bind('head', () => pipe(deps.journal.head(), TE.mapLeft(unavailable))),
    TE.chainFirstTaskK(
      ({ head }) =>
        async () =>
          deps.directoryReaches(head),
    ),
    TE.bind('accepted', ({ pinned }) => acceptedBatch(deps)(batchId, request, pinned.templates)),
    TE.chain(({ pinned, head, accepted }) =>
      pipe(
        writeManifest(deps)(
          accepted,
          request.actor,
          everyoneInChunks(deps.directory, chunkSizeFor(pinned.bytesOfAMember), head),
        ),
        TE.mapLeft((failure) => {
          if (failure._tag === 'ViewUnavailable' || failure._tag === 'ViewNotReady') return unavailable(failure);
          return failure._tag === 'Conflict' ? inOtherHands : writeFailure(failure);
        }),
      ),
    ),
    TE.map(({ count, position }) => ({ value: { batchId, totalUsers: count }, position, replayed: false })),
  );

type Sealed = Extract<BatchState, { readonly count: number }>;

const repeated = (
  batchId: string,
  { fingerprint, count }: Sealed,
  { position }: BatchEnds,
  request: EveryoneRequest,
): E.Either<AppFailure, Answer> =>
  fingerprint === request.fingerprint
    ? E.right({ value: { batchId, totalUsers: count }, position, replayed: true })
    : E.left({ _tag: 'KeyReused' });

/** Whether a living process, other than this one, is writing the recipients down. */
const isInOtherHands = ({ incarnation, isDead }: BatchDeps, { accepted }: BatchEnds): boolean => {
  const by = accepted?.event.data.by;
  return by !== undefined && by !== incarnation && !isDead(by);
};

const request = async (deps: BatchDeps, asked: EveryoneRequest): Promise<E.Either<AppFailure, Answer>> => {
  const identity = JSON.stringify([asked.origin.kind, asked.origin.id]);
  for (let attempt = 0; ; attempt += 1) {
    const batchId = batchIdOf(deps.writer.namespace, identity, attempt);
    const ends = await readEnds(deps.journal, batchId)();
    if (E.isLeft(ends)) return E.left(unavailable(ends.left));
    const { state } = ends.right;
    if (state.status === 'unknown') return write(deps, batchId, asked)();
    if (state.status === 'sealed' || state.status === 'completed') return repeated(batchId, state, ends.right, asked);
    if (state.status === 'open') {
      if (isInOtherHands(deps, ends.right)) return E.left(inOtherHands);
      const abandoned = await abandonBatch(deps)(batchId)();
      if (E.isLeft(abandoned)) return E.left(inOtherHands);
    }
  }
};

/**
 * Tells everyone in the directory, as a batch. What a dead process, or a failure, left half written is abandoned and begun
 * anew under another id; what is sealed is done. One at a time for one origin: what this process left open then has nobody
 * at work on it.
 */
export const createRequestForEveryone = (deps: BatchDeps): RequestForEveryone => {
  const inHand = new Map<string, Promise<unknown>>();
  return (asked) => async () => {
    const { kind, id } = asked.origin;
    const name = JSON.stringify([kind, id]);
    for (let earlier = inHand.get(name); earlier !== undefined; earlier = inHand.get(name)) await earlier;
    const mine = request(deps, asked);
    const over = mine.then(
      () => undefined,
      () => undefined,
    );
    inHand.set(name, over);
    try {
      return await mine;
    } finally {
      inHand.delete(name);
    }
  };
};

import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import type { AcceptBatch, BatchToWrite } from './batch-request';
import type { EveryoneRequest, RequestForEveryone } from './everyone-request';
import { everyoneListed } from './everyone-listed';
import { pinTemplates } from './pin-templates';
import { termsOf } from './terms-of';

/** Who was put into the directory before the request is told, so the directory has to have come so far. */
const prepare = (deps: BatchDeps, request: EveryoneRequest): TE.TaskEither<AppFailure, BatchToWrite> =>
  pipe(
    pinTemplates(deps)(request.templateCode, request.variablesFor),
    TE.bindTo('templates'),
    TE.bind('head', () => pipe(deps.journal.head(), TE.mapLeft(unavailable))),
    TE.chainFirstTaskK(
      ({ head }) =>
        async () =>
          deps.directoryReaches(head),
    ),
    TE.map(({ templates, head }) => ({
      terms: termsOf(templates, { ...request, retryOf: undefined, duplicates: undefined }),
      recipients: everyoneListed(deps.directory, head),
    })),
  );

/** Tells everyone in the directory, as a batch. */
export const createRequestForEveryone =
  (deps: BatchDeps, acceptBatch: AcceptBatch): RequestForEveryone =>
  (request) =>
    acceptBatch(request, prepare(deps, request));

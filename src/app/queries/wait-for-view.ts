import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { UserId } from '../../domain/shared/codecs';
import type { ViewId } from '../../domain/shared/view';
import type { AppFailure } from '../failure';
import type { ReadAt } from '../queries';
import type { ViewProgress } from '../workers/view-progress';

const longestWaitMillis = 2_000;

/** `of`: what the view holds of this user is asked for, and nothing else. */
export type WaitForView = (view: ViewId, at: ReadAt, of?: UserId) => TaskEither<AppFailure, void>;

/** Whoever writes can read what they wrote: waits until the view has come so far, at most 2 s. */
export const createWaitForView =
  (progress: ViewProgress): WaitForView =>
  ({ name }, { atLeast }, of) =>
  async () => {
    if (atLeast === undefined || (await progress.reached(name, atLeast, longestWaitMillis, of)))
      return E.right(undefined);
    return E.left({ _tag: 'Unavailable', component: 'views', retryAfterSeconds: 1 });
  };

import * as TE from 'fp-ts/TaskEither';
import type { KeyRingUnavailable } from '../../../domain/ports/key-ring';

/** How long a statement waits for another process, in ms. */
export const BUSY_MS = 500;

/** The driver's exceptions end here. */
export const attempt = <A>(work: () => Promise<A>): TE.TaskEither<KeyRingUnavailable, A> =>
  TE.tryCatch(work, (cause) => ({ _tag: 'KeyRingUnavailable', cause }));

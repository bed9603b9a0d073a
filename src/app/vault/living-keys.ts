import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { KeysGone } from '../../domain/ports/vault';

/** For owners whose keys nobody destroys for good (the ledger's own, a batch's, a parked message's): it would be a defect. */
export const livingKeys = <A>(
  answer: TE.TaskEither<KeyRingUnavailable | KeysGone, A>,
): TE.TaskEither<KeyRingUnavailable, A> =>
  pipe(
    answer,
    TE.mapLeft((failure) => {
      if (failure._tag === 'KeysGone')
        throw new Error(`The keys of ${failure.owners.join(', ')} were destroyed for good`);
      return failure;
    }),
  );

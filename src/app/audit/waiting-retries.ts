import * as E from 'fp-ts/Either';
import type { Views } from '../../domain/ports/views';
import type { AppFailure } from '../failure';
import type { WaitingRetry } from '../queries';
import { createDeliveryQueries } from '../queries/delivery-queries';

const PAGE = 100;

/** What waits for another try as the view has it, the next due first; ends with a failure where it can't go on. */
export async function* waitingRetries(views: Views): AsyncGenerator<E.Either<AppFailure, WaitingRetry>> {
  const { retries } = createDeliveryQueries({ views, waitForView: () => async () => E.right(undefined) });
  let cursor: string | undefined;
  do {
    const page = await retries({ kind: 'cursor', limit: PAGE, cursor }, { atLeast: undefined })();
    if (E.isLeft(page)) {
      yield page;
      return;
    }
    yield* page.right.data.map((one) => E.right(one));
    cursor = page.right.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

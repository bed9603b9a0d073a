import * as E from 'fp-ts/Either';
import type { BatchRecipient } from '../../domain/batch/events';
import type { ViewNotReady } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import type { PlacedRecipient } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import type { QuestionFailure } from '../../projections/question';
import type { BatchDeps } from './batch-deps';

/**
 * Everyone whom the directory knows, by user id, so many at a time. Who is added or erased meanwhile may be among them or
 * not; nobody is twice. `known`: what the directory must have seen, else the answer is ViewNotReady.
 */
export const everyoneInChunks = async function* (
  { everyone }: Pick<BatchDeps['directory'], 'everyone'>,
  size: number,
  known: Position,
): AsyncGenerator<E.Either<QuestionFailure, ReadonlyArray<BatchRecipient>>> {
  let after: PlacedRecipient['place'] | undefined;
  for (;;) {
    const page = await everyone({ after, limit: size })();
    if (E.isLeft(page)) {
      yield page;
      return;
    }
    const { position, value } = page.right;
    if (position < known) {
      yield E.left<ViewNotReady>({ _tag: 'ViewNotReady', view: directoryView.name });
      return;
    }
    if (value.length > 0) yield E.right(value.map(({ row: { userId } }) => ({ userId })));
    if (value.length < size) return;
    after = value.at(-1)?.place;
  }
};

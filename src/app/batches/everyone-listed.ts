import * as E from 'fp-ts/Either';
import { mostInAChunk } from '../../domain/batch/manifest';
import type { Position } from '../../domain/shared/stored-event';
import type { PlacedRecipient } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import { unavailable } from '../commands/unavailable';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import type { ListedRecipient } from './batch-request';
import { BYTES_BESIDE_CONTENT } from './bytes-of-member';

/**
 * Everyone whom the directory knows, by user id. Who is added or erased meanwhile may be among them or not; nobody is
 * twice. `known`: what the directory must have seen, else it is not ready.
 */
export const everyoneListed = async function* (
  { everyone }: Pick<BatchDeps['directory'], 'everyone'>,
  known: Position,
): AsyncGenerator<E.Either<AppFailure, ReadonlyArray<ListedRecipient>>> {
  let after: PlacedRecipient['place'] | undefined;
  for (;;) {
    const page = await everyone({ after, limit: mostInAChunk })();
    if (E.isLeft(page)) {
      yield E.left(unavailable(page.left));
      return;
    }
    const { position, value } = page.right;
    if (position < known) {
      yield E.left(unavailable({ _tag: 'ViewNotReady', view: directoryView.name }));
      return;
    }
    yield E.right(
      value.map(({ row: { userId } }) => ({
        userId,
        locale: undefined,
        data: undefined,
        bytes: BYTES_BESIDE_CONTENT,
      })),
    );
    if (value.length < mostInAChunk) return;
    after = value.at(-1)?.place;
  }
};

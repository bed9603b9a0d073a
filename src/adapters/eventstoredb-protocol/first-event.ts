import * as E from 'fp-ts/Either';
import type { EngineEvent, JournalEngine } from '../../domain/ports/journal-engine';
import { JournalError } from '../../domain/ports/journal';

const USERS = '$users';

/** Always the same one: written twice by two starts, it stands once. */
const firstUser: EngineEvent = {
  id: '6f3a1c52-0a4d-5f0e-9f6b-6c1d1c4f7a10',
  type: '$User',
  json: true,
  data: Buffer.from('"admin"'),
  metadata: new Uint8Array(),
};

/**
 * A fresh EventStoreDB has system events before the first that anybody appends, and clients may rely on it: position zero
 * is never an event of theirs (contract, section 7).
 */
export const ensureFirstEvent = async (engine: JournalEngine): Promise<void> => {
  const head = await engine.head()();
  if (E.isRight(head) && head.right > 0n) return;
  const written = E.isLeft(head) ? head : await engine.append(USERS, 'no-stream', [firstUser])();
  if (E.isLeft(written) && written.left._tag === 'JournalUnavailable')
    throw new JournalError('the first event could not be written', 'unavailable', { cause: written.left.cause });
};

import * as TE from 'fp-ts/TaskEither';
import { identity, pipe } from 'fp-ts/function';
import type { Provider } from '../../../domain/ports/providers';
import type { OutboxMessage } from './message';
import { type TakeParts, passing, takeMessage } from './take-message';

/** A provider that delivers to the outbox, for a ledger without a real one. */
export const outboxProvider = <M>(parts: TakeParts, toMessage: (message: M) => OutboxMessage): Provider<M> => ({
  name: 'outbox',
  dropsDuplicates: true,
  send: (message, key, signal) =>
    pipe(
      TE.tryCatch(
        async () => takeMessage(parts, toMessage(message), key, signal),
        () => passing('outbox-unavailable'),
      ),
      TE.chainEitherK(identity),
    ),
  close: async () => Promise.resolve(),
});

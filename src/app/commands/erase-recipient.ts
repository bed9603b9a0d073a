import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { recipientKey } from '../../domain/ports/key-ring';
import { recipient } from '../../domain/recipient';
import { recipientEvents } from '../../domain/recipient/events';
import { recipientStream } from '../../domain/recipient/recipient-stream';
import type { Commands } from '../commands';
import { actorOf } from './actor-of';
import type { CommandDeps } from './command-deps';
import { execute } from './execute';
import { readHistory } from './read-history';
import { recipientFailure } from './recipient-failure';
import { retryConflicts } from './retry-conflicts';
import { unavailable } from './unavailable';

/**
 * First the fact, then the key, for good: a crash between the two is made good at the next start, and a repeat destroys again.
 * Whoever found the person not erased a moment ago seals under the key that dies here, or gets none.
 */
export const eraseRecipient =
  (deps: CommandDeps): Commands['eraseRecipient'] =>
  (caller, userId) => {
    const stream = recipientStream(userId);
    const cause = { id: `erased:${userId}`, actor: actorOf(caller), correlationId: stream, at: deps.clock.now() };
    return pipe(
      execute(deps.writer)({
        stream,
        history: readHistory(deps.journal, stream),
        decider: recipient,
        codecs: recipientEvents,
        command: { type: 'Erase', userId },
        cause,
      }),
      retryConflicts,
      TE.bimap(recipientFailure, ({ appended, history }) => {
        const earlier = history.find(({ event }) => event.type === 'RecipientErased');
        const position = appended?.position ?? earlier?.position ?? 0n;
        return { value: undefined, position, replayed: appended === undefined };
      }),
      TE.chainFirst(() => pipe(deps.keyRing.destroyForGood([recipientKey(userId)]), TE.mapLeft(unavailable))),
      TE.chainFirstTaskK(
        ({ position }) =>
          async () =>
            deps.directoryReaches(position, userId),
      ),
    );
  };

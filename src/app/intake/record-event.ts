import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inbound } from '../../domain/inbound';
import { inboundEvents, type RecordReason } from '../../domain/inbound/events';
import { inboundStream } from '../../domain/inbound/inbound-stream';
import type { UserId } from '../../domain/shared/codecs';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { type Arrival, causeOf } from './arrival';
import type { IntakeDeps } from './intake-deps';
import type { IdentityConflict } from './known';
import { type Setback, setbackOf } from './setback';

/** Records that it came, and why nobody is told. */
export const recordEvent =
  ({ journal, writer }: Pick<IntakeDeps, 'journal' | 'writer'>) =>
  (arrival: Arrival, why: RecordReason, about: UserId | null): TE.TaskEither<Setback | IdentityConflict, unknown> => {
    const { identity, fingerprint, message } = arrival;
    const stream = inboundStream(identity);
    return pipe(
      execute(writer)({
        stream,
        history: readHistory(journal, stream),
        decider: inbound,
        codecs: inboundEvents,
        command: { type: 'RecordEvent', identity, eventType: message.event.eventType, why, fingerprint, about },
        cause: causeOf(arrival),
      }),
      retryConflicts,
      TE.mapLeft((failure) => {
        if (failure._tag === 'IdentityConflict') return failure;
        if (failure._tag === 'NoSuchPark' || failure._tag === 'ParkClosed')
          throw new Error(`A record was refused: ${failure._tag}`);
        return setbackOf(failure);
      }),
    );
  };

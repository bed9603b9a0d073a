import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inbound } from '../../domain/inbound';
import { inboundEvents } from '../../domain/inbound/events';
import { inboundStream } from '../../domain/inbound/inbound-stream';
import type { InboundRejection } from '../../domain/inbound/rejections';
import type { AppendFailure } from '../../domain/ports/journal';
import type { DeadLetterRow } from '../../projections/dead-letters/row';
import { actorOf } from '../commands/actor-of';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { unavailable } from '../commands/unavailable';
import { writeFailure } from '../commands/write-failure';
import type { Caller } from '../caller';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';
import type { IntakeDeps } from './intake-deps';
import { parkedKey } from './parked-key';

export const closedBefore: AppFailure = { _tag: 'WrongState', detail: 'It was replayed or discarded before.' };

const closeFailure = (failure: InboundRejection | AppendFailure): AppFailure => {
  switch (failure._tag) {
    case 'ParkClosed':
      return closedBefore;
    case 'NoSuchPark':
      return { _tag: 'NotFound' };
    case 'IdentityConflict':
      throw new Error('Closing a parked message records nothing of what it says');
    default:
      return writeFailure(failure);
  }
};

/** First the fact, then the end of the body's key; a crash between the two is made good by `reapParked`. */
export const closePark =
  ({ journal, writer, keyRing, clock }: Pick<IntakeDeps, 'journal' | 'writer' | 'keyRing' | 'clock'>) =>
  (
    caller: Caller,
    { parkId, identity, eventType }: DeadLetterRow,
    type: 'ReplayMessage' | 'DiscardMessage',
  ): TE.TaskEither<AppFailure, Written<undefined>> => {
    const stream = inboundStream(identity);
    const cause = { id: `${type} ${parkId}`, actor: actorOf(caller), correlationId: identity, at: clock.now() };
    return pipe(
      execute(writer)({
        stream,
        history: readHistory(journal, stream),
        decider: inbound,
        codecs: inboundEvents,
        command: { type, identity, eventType, parkId },
        cause,
      }),
      retryConflicts,
      TE.mapLeft(closeFailure),
      TE.chainFirst(() => pipe(keyRing.destroy([parkedKey(parkId)]), TE.mapLeft(unavailable))),
      TE.map(({ appended, history }) => ({
        value: undefined,
        position: appended?.position ?? history.at(-1)?.position ?? 0n,
        replayed: appended === undefined,
      })),
    );
  };

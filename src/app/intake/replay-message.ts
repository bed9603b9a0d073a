import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { InboundMessage } from '../../domain/ports/intake';
import { errorCode } from '../../domain/shared/error-code';
import type { DeadLetterRow } from '../../projections/dead-letters/row';
import { unavailable } from '../commands/unavailable';
import type { Caller } from '../caller';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';
import { closePark } from './close-park';
import type { IntakeDeps } from './intake-deps';
import { type KeptBody, toKeptBody } from './parked-body';
import { failed, type Setback } from './setback';
import { type Taken, takeMessage } from './take-message';

const gone: AppFailure = { _tag: 'WrongState', detail: 'Its body is gone.' };
const cut: AppFailure = {
  _tag: 'WrongState',
  detail: 'It is too long to be kept whole; the dead-letter queue has it.',
};

const stillNot = (report: Extract<Setback, { _tag: 'Failed' }>['report']): AppFailure => ({
  _tag: 'Impossible',
  errors: report.map(({ path, expected }) => ({ path: `/body${path}`, message: `expected: ${expected}` })),
});

const failureOf = (setback: Setback): AppFailure =>
  setback._tag === 'Failed' && setback.component === undefined
    ? stillNot(setback.report)
    : { _tag: 'Unavailable', component: setback.component ?? 'intake', retryAfterSeconds: 1 };

const bodyOf = ({ vault }: IntakeDeps, { body }: DeadLetterRow): TE.TaskEither<AppFailure, KeptBody> =>
  pipe(
    vault.open([body]),
    TE.mapLeft(unavailable),
    TE.chainEitherK(([opened]) => {
      const kept = toKeptBody(opened);
      if (kept === undefined) return E.left(gone);
      return kept.isWhole ? E.right(kept) : E.left(cut);
    }),
  );

/**
 * An operator who replays a message in conflict says that it is another event than the one whose identity it has. Its own
 * is made from the parking, so that replaying it again is no second event.
 */
const identityFor = ({ reason, identity, parkId }: DeadLetterRow): string | undefined =>
  reason === 'conflict' ? `${identity}:replayed:${parkId}` : undefined;

const take = (deps: IntakeDeps, row: DeadLetterRow, body: Uint8Array): TE.TaskEither<AppFailure, Taken> =>
  pipe(async () => {
    const { queue, routingKey, messageId } = row;
    const message: InboundMessage = { queue, routingKey, messageId, body, retries: 0 };
    try {
      return await takeMessage(deps)(message, identityFor(row))();
    } catch (defect) {
      deps.logger.error('replaying a message failed by a defect', { queue, error: errorCode(defect) });
      return E.left(failed('handled'));
    }
  }, TE.mapLeft(failureOf));

const isTaken = (taken: Taken): TE.TaskEither<AppFailure, void> => {
  switch (taken.kind) {
    case 'stored':
      return TE.right(undefined);
    case 'undecodable':
      return TE.left(stillNot(taken.report));
    case 'conflict':
      return TE.left(stillNot([{ path: '', expected: 'what came under its identity before' }]));
  }
};

/**
 * Handles a parked message again, and then says that it was. A crash between the two leaves it parked; replaying it once
 * more doubles nothing, since what it causes has its ids from the message.
 */
export const replayMessage =
  (deps: IntakeDeps) =>
  (caller: Caller, row: DeadLetterRow): TE.TaskEither<AppFailure, Written<undefined>> =>
    pipe(
      bodyOf(deps, row),
      TE.chain(({ bytes }) => take(deps, row, bytes)),
      TE.chain(isTaken),
      TE.chain(() => closePark(deps)(caller, row, 'ReplayMessage')),
    );

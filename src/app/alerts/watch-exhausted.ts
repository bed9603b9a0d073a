import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { DeliveryEvent } from '../../domain/delivery/events';
import { exhaustedCause } from '../../domain/operations/cause';
import type { Clock } from '../../domain/ports/clock';
import { type Journal, JournalError } from '../../domain/ports/journal';
import type { Logger } from '../../domain/ports/logger';
import { plusMillis } from '../../domain/shared/instant';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { readNotification } from '../commands/read-notification';
import { type Alerts, QUIET_MILLIS } from './create-alerts';

type Watching = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly alerts: Pick<Alerts, 'raise'>;
};

type Exhausted = Extract<DeliveryEvent, { readonly type: 'DeliveryExhausted' }>;

const WAIT_AFTER_FAILURE_MILLIS = 1_000;

/** That a recipient has no address, or a provider refuses it, is that delivery's own affair; that all tries failed is not. */
const alerting: ReadonlyArray<Exhausted['data']['why']> = ['attempts', 'unknown-outcomes'];

/** Behind the first event of the last hour: what was given up before no longer counts. */
const startOf = async ({ journal, clock }: Watching): Promise<Position> => {
  const since = plusMillis(clock.now(), -QUIET_MILLIS);
  for await (const stored of journal.readAll({ direction: 'backwards' })) {
    const { at } = stored.metadata;
    if (typeof at === 'string' && at < since) return stored.position;
  }
  return 0n;
};

/** Alerts about the alerts' own deliveries would never end. */
const isAlert = async (journal: Journal, { data }: Exhausted): Promise<boolean> => {
  const [request] = await orThrow(readNotification(journal, data.notificationId));
  return request?.event.type === 'NotificationRequested' && request.event.data.origin.kind === 'alert';
};

const orThrow = async <A>(read: () => Promise<E.Either<{ readonly cause: unknown }, A>>): Promise<A> => {
  const answer = await read();
  if (E.isRight(answer)) return answer.right;
  throw new JournalError('the journal is away', 'unavailable', { cause: answer.left.cause });
};

const look = async ({ journal, alerts }: Watching, stored: StoredEvent): Promise<void> => {
  const recorded = decodeRecorded(stored);
  if (E.isLeft(recorded)) throw new Error(`${recorded.left._tag} ${stored.type} at position ${stored.position}`);
  const { event, position, at } = recorded.right;
  if (event.type !== 'DeliveryExhausted' || !alerting.includes(event.data.why)) return;
  if (await isAlert(journal, event)) return;
  alerts.raise(exhaustedCause(event.data.channel, event.data.why), position, at);
};

/** From `after` on, until the signal aborts; throws where the journal can't be read. */
const follow = async (
  deps: Watching,
  from: Position,
  signal: AbortSignal,
  reached: (position: Position) => void,
): Promise<void> => {
  const filter = { eventTypes: ['DeliveryExhausted'] };
  for await (const { events, position } of deps.journal.subscribe({ after: from, filter, signal })) {
    for (const stored of events) await look(deps, stored);
    reached(position);
  }
};

/** Raises an alert for deliveries that were given up after all their tries, from the last hour on, until the signal aborts. */
export const watchExhausted = async (deps: Watching, signal: AbortSignal): Promise<void> => {
  let after: Position | undefined;
  while (!signal.aborted) {
    try {
      after ??= await startOf(deps);
      await follow(deps, after, signal, (position) => {
        after = position;
      });
    } catch (cause) {
      if (!(cause instanceof JournalError) || cause.kind !== 'unavailable') throw cause;
      deps.logger.warn('the watch over given up deliveries waits for the journal');
      await deps.clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
    }
  }
};

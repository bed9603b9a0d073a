import * as E from 'fp-ts/Either';
import { type AlertCause, causeName, parkedCause } from '../../domain/operations/cause';
import type { ClearedBecause } from '../../domain/operations/events';
import type { Instant } from '../../domain/shared/codecs';
import { laterOf, plusMillis } from '../../domain/shared/instant';
import type { Position } from '../../domain/shared/stored-event';
import { inScope } from '../workers/in-scope';
import type { Alerting } from './alerting';
import { announceAlert } from './announce-alert';
import { openBefore } from './open-before';
import { writeAlert } from './write-alert';

/** Deliveries that were given up are an alert until so long after the last of them. */
export const QUIET_MILLIS = 60 * 60 * 1000;
const LONGEST_WAIT_MILLIS = 60_000;
const WAIT_AFTER_FAILURE_MILLIS = 1_000;

export type Alerts = {
  /** Because of what is stored at `position` and happened at `at` (now). It neither waits nor fails. */
  readonly raise: (cause: AlertCause, position: Position, at?: Instant) => void;
  /** The cause is over. */
  readonly clear: (cause: AlertCause) => void;
  /** Raises, tells and clears until the signal aborts. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** What has happened of a cause so far as this process knows; `isTold`: its alert is raised and operators are told. */
type Standing = {
  readonly cause: AlertCause;
  readonly position: Position;
  readonly at: Instant;
  readonly isTold: boolean;
};

/** Causes that one process knows of, and that are over with it; of another process's nobody hears that they are over. */
const isOfAProcess = ({ kind }: AlertCause): boolean => kind === 'circuit-open' || kind === 'broker-lost';

type Over = { readonly cause: AlertCause; readonly why: ClearedBecause };

/**
 * One alert for each cause until it is cleared: a parked message's when none of its kind waits any more, a circuit's and
 * the broker's when they are back, that of given up deliveries after an hour without another one. Where there are other
 * processes, circuits and brokers that are only known from the view are over after an hour too: theirs may be dead. What fails here is tried
 * again and counted, and holds up nobody.
 */
export const createAlerts = (deps: Alerting): Alerts => {
  const { clock, deadLetters, logger, writer, counted } = deps;
  const standing = new Map<string, Standing>();
  const over = new Map<string, Over>();
  let ring: () => void = () => undefined;

  const raise: Alerts['raise'] = (cause, position, at = clock.now()) => {
    const name = causeName(cause);
    const before = standing.get(name);
    over.delete(name);
    standing.set(name, {
      cause,
      position: before !== undefined && before.position > position ? before.position : position,
      at: before === undefined ? at : laterOf(before.at, at),
      isTold: before?.isTold ?? false,
    });
    if (before?.isTold !== true) ring();
  };

  const clear: Alerts['clear'] = (cause) => {
    standing.delete(causeName(cause));
    over.set(causeName(cause), { cause, why: 'recovered' });
    ring();
  };

  const tell = async ({ cause }: Standing): Promise<boolean> => {
    const written = await writeAlert(deps)({ type: 'RaiseAlert', namespace: writer.namespace, cause })();
    if (E.isLeft(written) || written.right.last === undefined) return false;
    const { last, isNew } = written.right;
    if (isNew) counted(cause.kind, 'raised');
    const told = await announceAlert(deps)({ cause, alertId: last.alertId })();
    if (E.isLeft(told)) return false;
    const name = causeName(cause);
    const now = standing.get(name);
    if (now !== undefined) standing.set(name, { ...now, isTold: true });
    return true;
  };

  const end = async ({ cause, why }: Over): Promise<boolean> => {
    const cleared = await writeAlert(deps)({ type: 'ClearAlert', cause, why })();
    if (E.isRight(cleared)) over.delete(causeName(cause));
    return E.isRight(cleared);
  };

  /** Why the cause is over; undefined: it is not, as far as can be seen. */
  const endOf = async ({ cause, position, at }: Standing): Promise<ClearedBecause | undefined> => {
    if (cause.kind === 'exhausted' || (!deps.isAlone && isOfAProcess(cause)))
      return plusMillis(at, QUIET_MILLIS) <= clock.now() ? 'quiet' : undefined;
    if (cause.kind !== 'parked') return undefined;
    const waiting = await deadLetters.openOfCause(cause.subject, cause.reason ?? '')();
    if (E.isLeft(waiting) || waiting.right.position < position) return undefined;
    return waiting.right.value === 0 ? 'recovered' : undefined;
  };

  const settleOne = async (name: string, one: Standing): Promise<boolean> => {
    if (!one.isTold) return tell(one);
    const why = await endOf(one);
    // Something may have happened again while the view was asked.
    if (why === undefined || standing.get(name) !== one) return true;
    standing.delete(name);
    over.set(name, { cause: one.cause, why });
    return true;
  };

  const settle = async (): Promise<boolean> => {
    let isSettled = true;
    for (const [name, one] of standing) {
      const isDone = await settleOne(name, one);
      if (!isDone) counted(one.cause.kind, 'failed');
      isSettled = isSettled && isDone;
    }
    for (const ended of over.values()) isSettled = (await end(ended)) && isSettled;
    return isSettled;
  };

  const rest = async (seen: Position, signal: AbortSignal): Promise<void> =>
    inScope(signal, async (scope) => {
      const rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
      const isNews = [...standing.values()].some(({ isTold }) => !isTold) || over.size > 0;
      if (isNews) return;
      await Promise.race([rung, clock.wait(LONGEST_WAIT_MILLIS, scope), deps.deadLettersChange(seen, scope)]);
    });

  /** What was open when an earlier process ended, and what it may not have come to raise. */
  const takeUp = async (): Promise<boolean> => {
    const found = await openBefore(deps)();
    if (E.isLeft(found)) return false;
    for (const { cause, raisedAt } of found.right.alerts)
      if (deps.isAlone && isOfAProcess(cause)) clear(cause);
      else raise(cause, 0n, raisedAt);
    for (const { eventType, reason } of found.right.parked) raise(parkedCause(eventType, reason), 0n);
    return true;
  };

  return {
    raise,
    clear,
    run: async (signal) => {
      while (!signal.aborted && !(await takeUp())) await clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal);
      while (!signal.aborted) {
        const seen = deps.deadLettersPosition();
        const isSettled = await settle();
        if (!isSettled) logger.warn('alerts wait', { causes: standing.size + over.size });
        await (isSettled ? rest(seen, signal) : clock.wait(WAIT_AFTER_FAILURE_MILLIS, signal));
      }
    },
  };
};

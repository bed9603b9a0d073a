import type { Instant } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';

export type ProjectionStatus = {
  readonly name: string;
  readonly version: number;
  /**
   * `failed`: it stands before an event that it can't fold, and stays there. `rebuilding`: an older version is read until
   * this one is made.
   */
  readonly status: 'live' | 'catching-up' | 'rebuilding' | 'failed';
  readonly position: Position;
  /** Events a second, of late. */
  readonly rate: number;
  /** Events of types that this program does not know; since the process started. */
  readonly unknownEvents: number;
  readonly lastError: string | undefined;
};

type Standing = Omit<ProjectionStatus, 'rate'>;
type Pace = { readonly since: number; readonly last: number; readonly events: number };

/** Where the runners of this process say how they stand, and others look. */
export type ProjectionBoard = {
  readonly report: (standing: Standing) => void;
  /** `lasting`: it stands still until somebody has looked. */
  readonly trouble: (name: string, error: string, lasting: boolean) => void;
  readonly passed: (name: string, events: number, now: Instant) => void;
  readonly statuses: (now: Instant) => ReadonlyArray<ProjectionStatus>;
};

const paceMillis = 5_000;

const paceAfter = (pace: Pace | undefined, events: number, now: number): Pace =>
  pace === undefined || now - pace.since > paceMillis
    ? { since: now, last: now, events }
    : { ...pace, last: now, events: pace.events + events };

const rateOf = (pace: Pace | undefined, now: number): number => {
  if (pace === undefined || now - pace.last > paceMillis) return 0;
  return Math.round((pace.events * 1000) / Math.max(now - pace.since, 1000));
};

export const createProjectionBoard = (): ProjectionBoard => {
  const standings = new Map<string, Standing>();
  const paces = new Map<string, Pace>();
  return {
    report: (standing) => {
      standings.set(standing.name, standing);
    },
    trouble: (name, lastError, lasting) => {
      const before = standings.get(name);
      if (before !== undefined)
        standings.set(name, { ...before, lastError, status: lasting ? 'failed' : before.status });
    },
    passed: (name, events, now) => {
      paces.set(name, paceAfter(paces.get(name), events, Date.parse(now)));
    },
    statuses: (now) =>
      [...standings.values()].map((standing) => ({
        ...standing,
        rate: rateOf(paces.get(standing.name), Date.parse(now)),
      })),
  };
};

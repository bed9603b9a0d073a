import type { TaskEither } from 'fp-ts/TaskEither';
import type { Caller } from './caller';
import type { AppFailure } from './failure';

/** `outcome`: `ended-elsewhere` where another process has switched to it or called it off. */
export type LastRebuildView = {
  readonly rebuildId: string;
  readonly outcome: 'switched' | 'cancelled' | 'failed' | 'stopped' | 'ended-elsewhere';
  readonly reason?: string;
};

export type RebuildView = {
  readonly rebuildId: string;
  readonly why: 'first' | 'version' | 'ordered';
  /** From 0 to 1. */
  readonly progress: number;
  /** Events a second. */
  readonly rate: number;
  readonly secondsLeft: number | null;
};

/** How a projection stands. `lagSeconds`: for how long the next event that it has to fold has been waiting. */
export type ProjectionView = {
  readonly name: string;
  readonly version: number;
  readonly status: 'live' | 'catching-up' | 'rebuilding' | 'failed';
  /** A decimal: what readers see has come so far. */
  readonly position: string;
  /** Events it has not folded yet; counted up to 1,000. */
  readonly lagEvents: number;
  readonly lagSeconds: number;
  readonly rate: number;
  /** Of types that this program does not know; since it started. */
  readonly unknownEvents: number;
  readonly lastError?: string;
  readonly rebuild?: RebuildView;
  readonly lastRebuild?: LastRebuildView;
};

/** What operators do with the projections. */
export type Projections = {
  readonly list: () => TaskEither<AppFailure, ReadonlyArray<ProjectionView>>;
  /** WrongState: it is being made anew already, or a newer version is live. */
  readonly rebuild: (caller: Caller, name: string) => TaskEither<AppFailure, { readonly rebuildId: string }>;
  /** WrongState: nothing that was ordered is under way, or it is about to be switched to. */
  readonly cancel: (name: string) => TaskEither<AppFailure, void>;
};

import type { Clock } from '../../domain/ports/clock';
import type { Instant } from '../../domain/shared/codecs';
import {
  admit,
  afterOutcome,
  type Circuit,
  type CircuitLimits,
  closedCircuit,
  type Outcome,
} from '../../domain/policies/circuit';

/** A message may be sent; whoever got it says what came of that, once. */
export type Permit = { readonly settle: (outcome: Outcome) => void };

export type Refusal = {
  readonly until: Instant;
  readonly why: 'circuit-open' | 'throttled';
  /** Where a probe is under way: resolves with its outcome, or when the signal aborts. */
  readonly probe: ((signal: AbortSignal) => Promise<void>) | undefined;
};

export type Circuits = {
  /** `name`: the provider's, known to operators. */
  readonly admit: (
    name: string,
  ) => { readonly kind: 'admitted'; readonly permit: Permit } | ({ readonly kind: 'refused' } & Refusal);
};

export type CircuitParts = {
  readonly clock: Clock;
  readonly limits: CircuitLimits;
  readonly onOpened: (name: string) => void;
  readonly onClosed: (name: string) => void;
};

/**
 * The circuits of this process, one for each provider. They are not kept: a process that starts tries every provider, and
 * each of several finds out by itself.
 */
export const createCircuits = ({ clock, limits, onOpened, onClosed }: CircuitParts): Circuits => {
  const circuits = new Map<string, Circuit>();
  const waiting = new Map<string, Set<() => void>>();

  const become = (name: string, next: Circuit): void => {
    const before = circuits.get(name) ?? closedCircuit;
    circuits.set(name, next);
    if (before.opened === undefined && next.opened !== undefined) onOpened(name);
    if (before.opened !== undefined && next.opened === undefined) onClosed(name);
  };

  const probeOf =
    (name: string) =>
    async (signal: AbortSignal): Promise<void> => {
      if (signal.aborted) return;
      const waiters = waiting.get(name) ?? new Set();
      waiting.set(name, waiters);
      await new Promise<void>((resolve) => {
        const end = (): void => {
          waiters.delete(end);
          signal.removeEventListener('abort', end);
          resolve();
        };
        waiters.add(end);
        signal.addEventListener('abort', end);
      });
    };

  const permit = (name: string, isProbe: boolean): Permit => {
    let isSettled = false;
    return {
      settle: (outcome) => {
        if (isSettled) return;
        isSettled = true;
        const now = clock.now();
        become(name, afterOutcome(circuits.get(name) ?? closedCircuit, outcome, { isProbe, now }, limits));
        if (isProbe) for (const end of [...(waiting.get(name) ?? [])]) end();
      },
    };
  };

  return {
    admit: (name) => {
      const admission = admit(circuits.get(name) ?? closedCircuit, clock.now(), limits);
      if (admission.kind === 'admitted') {
        become(name, admission.circuit);
        return { kind: 'admitted', permit: permit(name, admission.isProbe) };
      }
      const { until, why, probing } = admission;
      return { kind: 'refused', until, why, probe: probing ? probeOf(name) : undefined };
    },
  };
};

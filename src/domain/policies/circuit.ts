import type { Instant } from '../shared/codecs';
import { laterOf, plusMillis } from '../shared/instant';

export type CircuitLimits = {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open at first; each probe that fails doubles that, up to the longest. */
  readonly coolDownMillis: number;
  readonly longestCoolDownMillis: number;
  /** After so long without an outcome a probe is taken for lost, and another one may go. */
  readonly probeMillis: number;
  /** How long a provider is held that asks for less and does not say for how long. */
  readonly holdMillis: number;
};

export const usualCircuitLimits: CircuitLimits = {
  failures: 5,
  coolDownMillis: 30_000,
  longestCoolDownMillis: 600_000,
  probeMillis: 45_000,
  holdMillis: 10_000,
};

/** `probeUntil`: one try is under way to find out whether it works again; its outcome is awaited until then. */
type Opened = { readonly until: Instant; readonly coolDownMillis: number; readonly probeUntil: Instant | undefined };

/** What is known of a provider, by what came of the last sendings. */
export type Circuit = {
  /** Failures in a row. */
  readonly failures: number;
  /** Undefined: closed. */
  readonly opened: Opened | undefined;
  /** It asked for less until then. */
  readonly heldUntil: Instant | undefined;
};

export const closedCircuit: Circuit = { failures: 0, opened: undefined, heldUntil: undefined };

export type Admission =
  | { readonly kind: 'admitted'; readonly circuit: Circuit; readonly isProbe: boolean }
  /** Not before `until`; `probing`: the outcome of the probe that is under way may tell sooner. */
  | {
      readonly kind: 'refused';
      readonly until: Instant;
      readonly why: 'circuit-open' | 'throttled';
      readonly probing: boolean;
    };

/** Whether a message may be sent now. Of an open circuit whose time is over one message is let through, as a probe. */
export const admit = (circuit: Circuit, now: Instant, { probeMillis }: CircuitLimits): Admission => {
  const { opened, heldUntil } = circuit;
  if (heldUntil !== undefined && heldUntil > now)
    return { kind: 'refused', until: heldUntil, why: 'throttled', probing: false };
  if (opened === undefined) return { kind: 'admitted', circuit, isProbe: false };
  if (opened.until > now) return { kind: 'refused', until: opened.until, why: 'circuit-open', probing: false };
  const { probeUntil } = opened;
  if (probeUntil !== undefined && probeUntil > now)
    return { kind: 'refused', until: probeUntil, why: 'circuit-open', probing: true };
  const probing = { ...opened, probeUntil: plusMillis(now, probeMillis) };
  return { kind: 'admitted', circuit: { ...circuit, opened: probing }, isProbe: true };
};

/**
 * What a message that was let through came to. `answered`: the provider works, whatever it said of the message; `throttled`:
 * it works and asks for less; `failed`: it does not; `not-sent`: nothing is known.
 */
export type Outcome =
  | { readonly kind: 'answered' | 'failed' | 'not-sent' }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number | null };

const reopened = ({ coolDownMillis }: Opened, now: Instant, limits: CircuitLimits): Opened => {
  const longer = Math.min(coolDownMillis * 2, limits.longestCoolDownMillis);
  return { until: plusMillis(now, longer), coolDownMillis: longer, probeUntil: undefined };
};

const failed = (circuit: Circuit, isProbe: boolean, now: Instant, limits: CircuitLimits): Circuit => {
  const failures = circuit.failures + 1;
  if (circuit.opened !== undefined)
    // What was under way when it opened says nothing new.
    return isProbe ? { ...circuit, failures, opened: reopened(circuit.opened, now, limits) } : circuit;
  if (failures < limits.failures) return { ...circuit, failures };
  const { coolDownMillis } = limits;
  const opened = { until: plusMillis(now, coolDownMillis), coolDownMillis, probeUntil: undefined };
  return { ...circuit, failures, opened };
};

const released = (circuit: Circuit, isProbe: boolean): Circuit =>
  isProbe && circuit.opened !== undefined
    ? { ...circuit, opened: { ...circuit.opened, probeUntil: undefined } }
    : circuit;

/** The circuit after the outcome of a message that it had admitted, as a probe or not. */
export const afterOutcome = (
  circuit: Circuit,
  outcome: Outcome,
  { isProbe, now }: { readonly isProbe: boolean; readonly now: Instant },
  limits: CircuitLimits,
): Circuit => {
  switch (outcome.kind) {
    case 'answered':
      return { ...closedCircuit, heldUntil: circuit.heldUntil };
    case 'failed':
      return failed(circuit, isProbe, now, limits);
    case 'not-sent':
      return released(circuit, isProbe);
    case 'throttled': {
      const { retryAfterSeconds } = outcome;
      const millis = retryAfterSeconds === null ? limits.holdMillis : retryAfterSeconds * 1_000;
      const until = plusMillis(now, millis);
      return { ...closedCircuit, heldUntil: laterOf(until, circuit.heldUntil ?? until) };
    }
  }
};

import * as E from 'fp-ts/Either';
import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray';
import { createWriter } from '../../src/app/commands/create-writer';
import { type Circuits, createCircuits } from '../../src/app/providers/circuits';
import { deliver } from '../../src/app/workers/deliver';
import type { Delivering } from '../../src/app/workers/delivering';
import { deliveryIdOf } from '../../src/domain/delivery/delivery-id';
import { usualCircuitLimits } from '../../src/domain/policies/circuit';
import type { Journal } from '../../src/domain/ports/journal';
import type { Provider, ProviderReceipt, SendFailure } from '../../src/domain/ports/providers';
import type { Work, WorkOutcome } from '../../src/domain/ports/work-queue';
import type { Channel, NotificationId } from '../../src/domain/shared/codecs';
import { silent } from './http-deps';
import { type LedgerUnderTest, NAMESPACE } from './ledger-under-test';

const unending = new AbortController().signal;

export type Script = E.Either<SendFailure, ProviderReceipt> | 'never';
const failure = (given: Partial<SendFailure>): Script =>
  E.left({
    _tag: 'SendFailed',
    kind: 'passing',
    reason: 'smtp-450',
    answer: 'not now',
    counts: true,
    retryAfterSeconds: null,
    ...given,
  });
export const accepted: Script = E.right({ providerId: 'm-1', answer: 'queued', bytes: 'the bytes' });
export const passing: Script = failure({});
export const throttled: Script = failure({ reason: 'smtp-421', counts: false, retryAfterSeconds: 90 });
export const lasting: Script = failure({ kind: 'lasting', reason: 'smtp-550' });
export const unknown: Script = failure({ kind: 'unknown', reason: 'connection-lost', counts: false });
/** The process dies before the provider has answered. */
export const never: Script = 'never';

export type ScriptedProvider = Provider<unknown> & {
  readonly script: (...outcomes: ReadonlyArray<Script>) => void;
  readonly sent: Array<{ readonly key: string; readonly message: unknown }>;
};

/** Answers as it was told, one sending after the other, and accepts what it was told nothing about. */
export const scriptedProvider = (dropsDuplicates = true, name = 'scripted'): ScriptedProvider => {
  const outcomes: Array<Script> = [];
  const sent: ScriptedProvider['sent'] = [];
  return {
    name,
    dropsDuplicates,
    script: (...more) => outcomes.push(...more),
    sent,
    send: (message, key) => async () => {
      sent.push({ key, message });
      const outcome = outcomes.shift() ?? accepted;
      return outcome === 'never' ? new Promise(() => undefined) : outcome;
    },
    close: async () => undefined,
  };
};

/** All closed; `told` hears what opens and closes. */
export const newCircuits = ({ clock }: LedgerUnderTest, told: Array<string> = []): Circuits =>
  createCircuits({
    clock,
    limits: usualCircuitLimits,
    onOpened: (name) => told.push(`${name} opened`),
    onClosed: (name) => told.push(`${name} closed`),
  });

export type WorkerOptions = {
  readonly journal?: Journal;
  readonly isDead?: (incarnation: string) => boolean;
  readonly signal?: AbortSignal;
  /** Those of the process; absent: new ones. */
  readonly circuits?: Circuits;
};

/** A process that delivers, from its start on: every other one is dead, unless told otherwise. */
export const startWorker =
  (ledger: LedgerUnderTest, ...providers: ReadonlyNonEmptyArray<Provider<unknown>>) =>
  (incarnation: string, options: WorkerOptions = {}): ((work: Work) => Promise<WorkOutcome>) => {
    const {
      journal = ledger.journal,
      isDead = (by) => by !== incarnation,
      signal = unending,
      circuits = newCircuits(ledger),
    } = options;
    const { clock, deps } = ledger;
    const delivering: Delivering = {
      ...deps,
      ...{ journal, clock, logger: silent, incarnation, isDead, signal },
      templates: ledger.templates,
      providers: { email: providers, sms: providers, push: providers },
      circuits,
      writer: createWriter(journal, NAMESPACE, { clock, tries: 3, signal }),
      outcomeWriter: createWriter(journal, NAMESPACE, { clock, tries: Infinity, signal }),
      retryDelays: [10_000, 60_000, 300_000],
      limits: { holdMillis: 45_000, abortAfterMillis: 30_000, graceMillis: 2_000 },
      viewsReach: async () => ledger.caughtUp(),
      attempted: () => undefined,
      ended: deps.ended,
    };
    return deliver(delivering);
  };

export const workFor = (notificationId: NotificationId, channel: Channel): Work => ({
  deliveryId: deliveryIdOf(notificationId, channel),
  notificationId,
  channel,
  priority: 'P2',
});

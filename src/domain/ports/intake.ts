import type { TaskEither } from 'fp-ts/TaskEither';

/** A message as the broker handed it over, undecoded. */
export type InboundMessage = {
  readonly queue: string;
  readonly routingKey: string;
  readonly messageId: string | null;
  readonly body: Uint8Array;
  /** How often its handling has failed for a passing cause of its own and it came back through a delay tier. */
  readonly retries: number;
};

/**
 * `stored`: its events are durable; acknowledge. `retry`: its own handling failed for a passing cause; back through the
 * delay tiers to its own queue. `hold`: the journal is away; stop consuming and give it back with no try counted.
 * `parked`: MessageParked is stored; a copy goes to the dead-letter queue, then it is acknowledged.
 */
export type Verdict = 'stored' | 'retry' | 'hold' | 'parked';

export type IntakeUnavailable = { readonly _tag: 'IntakeUnavailable'; readonly cause: unknown };

/** Messages of the platform, each acknowledged only after its verdict. Laws: test/contracts/intake.contract.ts. */
export type Intake = {
  /**
   * Hands out messages of the queues `notification-service.<event type>` until the signal aborts; resolves when those in
   * hand have their verdicts. It reconnects by itself. After a `hold` nothing is handed out until `resume` resolves.
   */
  readonly consume: (options: {
    readonly eventTypes: ReadonlyArray<string>;
    readonly prefetch: number;
    readonly signal: AbortSignal;
    /** Resolves when the journal answers again. */
    readonly resume: () => Promise<void>;
    readonly handle: (message: InboundMessage) => Promise<Verdict>;
  }) => Promise<void>;
  /** Whether the broker is connected now. */
  readonly connected: () => boolean;
  readonly close: () => TaskEither<IntakeUnavailable, void>;
};

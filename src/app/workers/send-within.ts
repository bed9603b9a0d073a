import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Provider, ProviderReceipt, SendFailure } from '../../domain/ports/providers';
import { inScope } from './in-scope';

export type SendOutcome = E.Either<SendFailure, ProviderReceipt>;

/** `late`: what a provider that did not give up in time says after all. */
export type Sent = { readonly outcome: SendOutcome; readonly late: Promise<SendOutcome> | undefined };

/** `abortAfterMillis`: when the provider is told to give up, or when `signal` aborts; `graceMillis`: how long it may take to. */
export type SendLimits = {
  readonly abortAfterMillis: number;
  readonly graceMillis: number;
  readonly signal: AbortSignal;
};

const unknown = (reason: string): SendOutcome =>
  E.left({ _tag: 'SendFailed', kind: 'unknown', reason, answer: null, counts: false, retryAfterSeconds: null });

/** A provider that throws is broken, and may have sent before it broke. */
const sending = async <M>(
  { send }: Provider<M>,
  message: M,
  key: string,
  signal: AbortSignal,
): Promise<SendOutcome> => {
  try {
    return await send(message, key, signal)();
  } catch {
    return unknown('provider-defect');
  }
};

/** Sends once, and has an answer within both limits, whatever the provider does: at the worst `unknown`. */
export const sendWithin =
  (clock: Clock, { abortAfterMillis, graceMillis, signal }: SendLimits) =>
  async <M>(provider: Provider<M>, message: M, key: string): Promise<Sent> => {
    const giveUp = new AbortController();
    const answer = sending(provider, message, key, giveUp.signal);
    const answeredWithin = async (millis: number, until: AbortSignal): Promise<SendOutcome | undefined> =>
      inScope(until, async (scope) => Promise.race([answer, clock.wait(millis, scope).then(() => undefined)]));
    const inTime = await answeredWithin(abortAfterMillis, signal);
    if (inTime !== undefined) return { outcome: inTime, late: undefined };
    giveUp.abort();
    // Nothing cuts the grace short; one signal for all sendings would gather a listener from each.
    const inGrace = await answeredWithin(graceMillis, new AbortController().signal);
    if (inGrace !== undefined) return { outcome: inGrace, late: undefined };
    return { outcome: unknown('timeout'), late: answer };
  };

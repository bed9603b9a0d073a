import { getEventListeners, setMaxListeners } from 'node:events';
import { sendWithin } from '../../../src/app/workers/send-within';
import { createTestClock } from '../../support/test-clock';

afterEach(() => jest.restoreAllMocks());

/** The abort signals that are listened to from here on. */
const watchSignals = (): (() => ReadonlyArray<AbortSignal>) => {
  const signals = new Set<AbortSignal>();
  const listening = jest.spyOn(EventTarget.prototype, 'addEventListener');
  return () => {
    for (const target of listening.mock.contexts) if (target instanceof AbortSignal) signals.add(target);
    return [...signals];
  };
};

it('has no signal of its own that all sendings listen to, however many are being given up', async () => {
  const clock = createTestClock();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const silentProvider = { name: 'silent', send: () => async () => new Promise<never>(() => undefined) };
  const signals = watchSignals();
  const limits = { abortAfterMillis: 1_000, graceMillis: 500, signal: stopping.signal };
  const send = sendWithin(clock, limits);
  const sendings = Array.from({ length: 20 }, async (_, n) => send(silentProvider as never, {}, `key-${String(n)}`));
  await clock.advance(1_000);
  const crowded = signals().filter(
    (signal) => signal !== stopping.signal && getEventListeners(signal, 'abort').length > 1,
  );
  expect(signals().length).toBeGreaterThan(20);
  expect(crowded).toHaveLength(0);
  await clock.advance(500);
  expect((await Promise.all(sendings)).map(({ outcome }) => outcome)).toMatchObject(
    sendings.map(() => ({ _tag: 'Left', left: { reason: 'timeout' } })),
  );
  expect(signals().flatMap((signal) => getEventListeners(signal, 'abort'))).toHaveLength(0);
});

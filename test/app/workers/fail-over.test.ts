import type { DeliveryEvent } from '../../../src/domain/delivery/events';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';
import type { Circuits } from '../../../src/app/providers/circuits';
import {
  accepted,
  lasting,
  newCircuits,
  passing,
  type ScriptedProvider,
  scriptedProvider,
  startWorker,
  throttled,
  unknown,
  workFor,
} from '../../support/delivering';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let first: ScriptedProvider;
let second: ScriptedProvider;
let circuits: Circuits;
let told: Array<string>;
const userId = 'u-1' as UserId;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  const change = { set: { email: 'a@example.test' }, cleared: [], roles: undefined };
  right(await ledger.commands.changeContacts(service, userId, change)());
});
beforeEach(() => {
  first = scriptedProvider(true, 'first');
  second = scriptedProvider(true, 'second');
  told = [];
  circuits = newCircuits(ledger, told);
});
afterAll(async () => ledger.close());

const requested = async (): Promise<NotificationId> => {
  const asked = right(
    await ledger.settle(
      ledger.commands.requestNotification(service, request({ userId, channels: ['email'] }), undefined)(),
    ),
  );
  await ledger.caughtUp();
  return asked.value.id;
};
/** One process, which has both providers, in this order, or the first alone. */
const deliver = async (id: NotificationId, providers: ReadonlyArray<ScriptedProvider> = [first, second]) => {
  const [one = first, ...others] = providers;
  return ledger.settle(startWorker(ledger, one, ...others)('p-1', { circuits })(workFor(id, 'email')));
};
const story = async (id: NotificationId): Promise<ReadonlyArray<DeliveryEvent>> =>
  (await ledger.events(`delivery-${id}.email`)).map(({ event }) => event as DeliveryEvent);
const outline = async (id: NotificationId) =>
  (await story(id)).map((event) => {
    if (event.type === 'DeliveryAttemptStarted') return `started ${event.data.provider}`;
    if (event.type === 'DeliveryDeferred') return `deferred ${event.data.why}`;
    return event.type.replace('DeliveryAttempt', '').replace('Delivery', '').toLowerCase();
  });
const failing = async (times: number, providers?: ReadonlyArray<ScriptedProvider>): Promise<void> => {
  for (let nth = 0; nth < times; nth += 1) {
    first.script(passing);
    await deliver(await requested(), providers);
  }
};

describe('a provider that fails five times in a row', () => {
  it('is left alone, and the next one takes over', async () => {
    await failing(5);
    const id = await requested();
    await deliver(id);
    expect(await outline(id)).toStrictEqual(['started second', 'succeeded']);
    expect([first.sent.length, second.sent.length]).toStrictEqual([5, 1]);
    expect(told).toStrictEqual(['first opened']);
  });

  it('is not left alone before, nor by refusals for good', async () => {
    await failing(4);
    first.script(lasting);
    await deliver(await requested());
    await failing(4);
    const id = await requested();
    await deliver(id);
    expect(await outline(id)).toStrictEqual(['started first', 'succeeded']);
    expect(told).toStrictEqual([]);
  });

  it('makes deliveries wait where there is no other one, with no attempt spent', async () => {
    await failing(5, [first]);
    const id = await requested();
    await deliver(id, [first]);
    expect(await outline(id)).toStrictEqual(['deferred circuit-open']);
    const [deferred] = await story(id);
    const until = deferred?.type === 'DeliveryDeferred' ? Date.parse(deferred.data.until) : 0;
    const wait = until - Date.parse(ledger.clock.now());
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(wait).toBeLessThanOrEqual(36_000);
    expect(first.sent).toHaveLength(5);
  });

  it('is tried with one message after a while, and used again once that works', async () => {
    await failing(5, [first]);
    const waiting = await Promise.all([requested(), requested(), requested()]);
    for (const id of waiting) await deliver(id, [first]);
    await ledger.clock.advance(40_000);
    await ledger.caughtUp();
    await ledger.settle(Promise.all(waiting.map(async (id) => deliver(id, [first]))));
    for (const id of waiting)
      expect(await outline(id)).toStrictEqual(['deferred circuit-open', 'started first', 'succeeded']);
    expect(told).toStrictEqual(['first opened', 'first closed']);
  });

  it('is left alone for longer when the probe fails', async () => {
    await failing(5, [first]);
    await ledger.clock.advance(30_000);
    await failing(1, [first]);
    await ledger.clock.advance(30_000);
    const id = await requested();
    await deliver(id, [first]);
    expect(await outline(id)).toStrictEqual(['deferred circuit-open']);
    expect(first.sent).toHaveLength(6);
    expect(told).toStrictEqual(['first opened']);
  });
});

describe('a provider that asks for less', () => {
  it('is held until then: others go by the next one, and its own message loses no try', async () => {
    first.script(throttled);
    const refused = await requested();
    await deliver(refused);
    const id = await requested();
    await deliver(id);
    expect(await outline(id)).toStrictEqual(['started second', 'succeeded']);
    expect((await story(refused)).at(-1)).toMatchObject({ type: 'DeliveryAttemptFailed', data: { counts: false } });
    await ledger.clock.advance(90_000);
    const later = await requested();
    await deliver(later);
    expect(await outline(later)).toStrictEqual(['started first', 'succeeded']);
    expect(told).toStrictEqual([]);
  });

  it('makes deliveries wait until then where there is no other one', async () => {
    first.script(throttled);
    await deliver(await requested(), [first]);
    const id = await requested();
    await deliver(id, [first]);
    expect(await outline(id)).toStrictEqual(['deferred throttled']);
    await ledger.clock.advance(110_000);
    await deliver(id, [first]);
    expect(await outline(id)).toStrictEqual(['deferred throttled', 'started first', 'succeeded']);
  });
});

describe('a message that may have been sent', () => {
  it('goes again by the same provider only, whose receiver knows a repeat', async () => {
    const id = await requested();
    first.script(unknown);
    await deliver(id);
    // What may have been sent and was not confirmed is a failure of the provider as well.
    await failing(4);
    expect(told).toStrictEqual(['first opened']);
    await ledger.clock.advance(15_000);
    await deliver(id);
    expect((await outline(id)).at(-1)).toBe('deferred circuit-open');
    await ledger.clock.advance(60_000);
    first.script(accepted);
    await deliver(id);
    expect((await outline(id)).slice(-2)).toStrictEqual(['started first', 'succeeded']);
    expect(second.sent.map(({ key }) => key)).not.toContain(`${id}.email`);
  });
});

it('breaks no invariant', async () => {
  expect(await ledger.breaches()).toStrictEqual([]);
});

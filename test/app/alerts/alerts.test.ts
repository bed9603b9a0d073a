import { createAlerts, type Alerts } from '../../../src/app/alerts/create-alerts';
import type { Alerting } from '../../../src/app/alerts/alerting';
import { watchExhausted } from '../../../src/app/alerts/watch-exhausted';
import { findOperators } from '../../../src/app/operators';
import { brokerCause, circuitCause, exhaustedCause, parkedCause } from '../../../src/domain/operations/cause';
import { alertsQuestions } from '../../../src/projections/alerts/questions';
import { deadLettersQuestions } from '../../../src/projections/dead-letters/questions';
import { directoryQuestions } from '../../../src/projections/directory/questions';
import { createDeadLetters } from '../../../src/app/intake/create-dead-letters';
import { createWaitForView } from '../../../src/app/queries/wait-for-view';
import { silent } from '../../support/http-deps';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { messageOf, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';
import { until } from '../../support/until';
import { exhausted } from '../../support/delivery-facts';

const directory = temporaryDirectory();
const HOUR = 3_600_000;
let ledger: LedgerUnderTest;
let counted: Array<string>;
let stops: Array<() => Promise<void>>;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  counted = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  expect(await ledger.breaches()).toStrictEqual([]);
  await ledger.close();
});

const start = (
  operators: ReadonlyArray<string> = ['op-1', 'op-2'],
): Alerts & { readonly stop: () => Promise<void> } => {
  const deps: Alerting = {
    ...ledger.deps,
    logger: silent,
    operators: findOperators(directoryQuestions(ledger.views), operators),
    alerts: alertsQuestions(ledger.views),
    deadLetters: deadLettersQuestions(ledger.views),
    deadLettersPosition: () => ledger.progress.position('dead-letters'),
    deadLettersChange: async (since, signal) => ledger.progress.changed('dead-letters', since, signal),
    isAlone: true,
    counted: (kind, what) => counted.push(`${kind} ${what}`),
  };
  const stopping = new AbortController();
  const alerts = createAlerts(deps);
  const running = Promise.all([
    alerts.run(stopping.signal),
    watchExhausted({ ...ledger.deps, logger: silent, alerts }, stopping.signal),
  ]);
  const stop = async (): Promise<void> => {
    stopping.abort();
    await running;
  };
  stops.push(stop);
  return { ...alerts, stop };
};

const told = async () =>
  (await ledger.events()).flatMap(({ event }) => {
    if (event.type === 'AlertRaised' || event.type === 'AlertCleared') return [`${event.type} ${event.data.cause}`];
    return event.type === 'NotificationRequested' && event.data.type === 'ops.alert'
      ? [`told ${event.data.userId}`]
      : [];
  });
const untilTold = async (...expected: ReadonlyArray<string>): Promise<void> => {
  await until(
    expected.join(', '),
    async () => {
      await ledger.clock.advance(100);
      return (await told()).length >= expected.length;
    },
    10_000,
  );
  expect((await told()).sort()).toStrictEqual([...expected].sort());
};

const raised = (cause: string) => [`AlertRaised ${cause}`, 'told op-1', 'told op-2'];
const bad = messageOf('device.stopped', '{');

it('raises one alert for a cause, and tells each operator once, however often it happens', async () => {
  const alerts = start();
  const intake = takingIn(ledger, { raise: alerts.raise });
  for (let n = 0; n < 20; n += 1) await intake.handle(messageOf('device.stopped', `{${String(n)}`));
  await untilTold(...raised('parked:device.stopped:undecodable'));
});

it('clears a parked message’s alert when none of its cause waits any more, and raises the next one anew', async () => {
  const alerts = start();
  const intake = takingIn(ledger, { raise: alerts.raise });
  const deadLetters = createDeadLetters(intake.deps, {
    views: ledger.views,
    waitForView: createWaitForView(ledger.progress),
  });
  const cause = 'parked:device.stopped:undecodable';
  await intake.handle(bad);
  await untilTold(...raised(cause));
  await ledger.caughtUp();
  const [one] = right(
    await deadLetters.list({ kind: 'cursor', limit: 1, cursor: undefined }, { atLeast: undefined })(),
  ).data;
  right(await deadLetters.discard({ kind: 'service', id: 's' }, one?.id ?? '')());
  await untilTold(...raised(cause), `AlertCleared ${cause}`);
  await intake.handle(bad);
  await untilTold(...raised(cause), `AlertCleared ${cause}`, ...raised(cause));
});

it('raises after a restart what an earlier process had parked and not raised, and tells nobody twice', async () => {
  await takingIn(ledger).handle(bad);
  await ledger.caughtUp();
  const first = start();
  await untilTold(...raised('parked:device.stopped:undecodable'));
  await ledger.caughtUp();
  await first.stop();
  start();
  await ledger.clock.leap(HOUR);
  await untilTold(...raised('parked:device.stopped:undecodable'));
});

it('clears a circuit and the broker when they are back, also those that an earlier process left open', async () => {
  const first = start();
  first.raise(circuitCause('smtp'), 0n);
  await untilTold(...raised('circuit-open:smtp'));
  first.raise(brokerCause, 0n);
  await untilTold(...raised('circuit-open:smtp'), ...raised('broker-lost:broker'));
  first.clear(brokerCause);
  await untilTold(...raised('circuit-open:smtp'), ...raised('broker-lost:broker'), 'AlertCleared broker-lost:broker');
  await ledger.caughtUp();
  await first.stop();
  start();
  await untilTold(
    ...raised('circuit-open:smtp'),
    ...raised('broker-lost:broker'),
    'AlertCleared broker-lost:broker',
    'AlertCleared circuit-open:smtp',
  );
});

it('clears given up deliveries after an hour without another one', async () => {
  const alerts = start();
  const cause = exhaustedCause('email', 'attempts');
  alerts.raise(cause, 0n);
  await untilTold(...raised('exhausted:email:attempts'));
  await ledger.clock.leap(HOUR / 2);
  alerts.raise(cause, 0n);
  await ledger.clock.leap(HOUR / 2 + 60_000);
  expect(await told()).toHaveLength(3);
  await ledger.clock.leap(HOUR / 2);
  await untilTold(...raised('exhausted:email:attempts'), 'AlertCleared exhausted:email:attempts');
});

it('goes on when the journal is back, and counts that it failed meanwhile', async () => {
  const alerts = start();
  await ledger.clock.advance(1_000);
  ledger.journal.setAway(true);
  alerts.raise(parkedCause('device.stopped', 'retries'), 0n);
  await until('a failure', async () => {
    await ledger.clock.advance(200);
    return counted.includes('parked failed');
  });
  ledger.journal.setAway(false);
  await untilTold(...raised('parked:device.stopped:retries'));
});

it('raises nothing for what is lacking an address, nor for an alert that could not be delivered', async () => {
  const alerts = start();
  alerts.raise(brokerCause, 0n);
  await untilTold(...raised('broker-lost:broker'));
  const requests = (await ledger.events()).flatMap(({ event }) =>
    event.type === 'NotificationRequested' ? [event.data] : [],
  );
  const [about] = requests;
  if (about === undefined) throw new Error('nobody was told');
  const { notificationId, userId } = about;
  const deliveryId = `${notificationId}.email` as never;
  const given = exhausted('attempts');
  await ledger.tell({
    stream: `delivery-${deliveryId as string}`,
    event: { ...given, data: { ...given.data, notificationId, userId, deliveryId, channel: 'email' } } as never,
  });
  await ledger.clock.advance(60_000);
  expect(await told()).toHaveLength(3);
});

import * as TE from 'fp-ts/TaskEither';
import type { IntakeDeps } from '../../../src/app/intake/intake-deps';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { messageOf, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterEach(async () => ledger.close());

const stopped = { eventId: 'e-1', payload: { userId: 'u-1', deviceId: 'd-1', stoppedAt: '2026-03-01T07:00:00Z' } };
const parked = async () =>
  (await ledger.events()).flatMap(({ event }) => (event.type === 'MessageParked' ? [event.data] : []));
const handle = async (changes: Partial<IntakeDeps>, retries = 0, body: object | string = stopped) =>
  takingIn(ledger, changes).handle(messageOf('device.stopped', body as never, { retries }));

const noView = TE.left({ _tag: 'ViewUnavailable', cause: 'away' } as const);
const noViews: Partial<IntakeDeps> = { directory: { recipientRow: () => noView, recipientRows: () => noView } };
const noTemplate: Partial<IntakeDeps> = {
  templates: { activeTemplate: () => TE.right({ position: 0n, value: undefined }) },
};
const fails = (): never => {
  throw new Error('a defect');
};
const defective: Partial<IntakeDeps> = {
  directory: { recipientRow: fails, recipientRows: fails },
};

it('holds a message while the journal is away, however often it came back before', async () => {
  ledger.journal.setAway(true);
  for (const retries of [0, 3]) expect(await ledger.settle(handle({}, retries))).toBe('hold');
  ledger.journal.setAway(false);
  expect(await handle({})).toBe('stored');
  expect(await parked()).toStrictEqual([]);
});

it('holds a message that can not be decoded while the journal is away', async () => {
  ledger.journal.setAway(true);
  expect(await ledger.settle(handle({}, 0, '{'))).toBe('hold');
});

it('holds a message while no key can be had', async () => {
  const noKeys = TE.left({ _tag: 'KeyRingUnavailable', cause: 'away' } as const);
  const vault = { ...ledger.deps.vault, seal: () => noKeys };
  expect(await handle({ vault }, 3)).toBe('hold');
});

it.each([
  ['a view that does not answer', noViews, [{ path: '', expected: 'views that answer' }]],
  ['a template out of use', noTemplate, [{ path: '/templateCode', expected: 'is no template in use' }]],
  ['a defect', defective, [{ path: '', expected: 'handled' }]],
] as const)('tries again after %s, and parks with a report after the last try', async (_, changes, report) => {
  for (const retries of [0, 1, 2]) expect(await handle(changes, retries)).toBe('retry');
  expect(await handle(changes, 3)).toBe('parked');
  expect(await parked()).toMatchObject([
    { reason: 'retries', attempts: 4, report, identity: 'device.stopped:event:e-1' },
  ]);
});

it('parks at once what can not be decoded, once however often it is redelivered, with what is wrong and not what stood there', async () => {
  const body = { eventId: 'e-1', payload: { userId: 'u-1', deviceId: 'd-1', stoppedAt: 'SECRET' } };
  for (let time = 0; time < 2; time += 1) expect(await handle({}, 0, body)).toBe('parked');
  const [message, ...others] = await parked();
  expect(others).toStrictEqual([]);
  expect(message).toMatchObject({
    reason: 'undecodable',
    attempts: 1,
    report: [{ path: '/payload/stoppedAt', expected: 'instant (ISO 8601 with an offset)' }],
  });
  expect(
    JSON.stringify(await ledger.events(), (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
  ).not.toContain('SECRET');
});

it('parks a body that no event can hold, the beginning of it', async () => {
  expect(await handle({}, 0, 'x'.repeat(3 * 1024 * 1024))).toBe('parked');
  expect(await parked()).toHaveLength(1);
});

import * as TE from 'fp-ts/TaskEither';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { checkLedger, type Report } from '../../../src/app/audit/check-ledger';
import { toNewEvents } from '../../../src/app/commands/to-new-events';
import type { DomainEvent } from '../../../src/domain/events';
import { type KeyOwner, type KeyRing, oneTimeKey, recipientKey } from '../../../src/domain/ports/key-ring';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';
import {
  type LedgerUnderTest,
  NAMESPACE,
  openLedgerUnderTest,
  request,
  service,
} from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;

beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterEach(async () => ledger.close());

const u1 = 'u-1' as UserId;

const check = async (keyRing: Pick<KeyRing, 'held'> = ledger.keyRing): Promise<Report> => {
  await ledger.caughtUp();
  const { journal, views, clock } = ledger;
  const openAside = openTemporaryViews('ledger-1');
  return right(await checkLedger({ journal, keyRing, views, openAside, clock, onProgress: () => undefined }));
};
const found = async (keyRing?: Pick<KeyRing, 'held'>) =>
  (await check(keyRing)).findings.map(({ invariant, stream }) => `${invariant} ${stream}`);

const tamper = async (stream: string, ...events: ReadonlyArray<DomainEvent>): Promise<void> => {
  const cause = {
    id: 'tampered',
    actor: { kind: 'system', id: 't' },
    correlationId: 'c',
    at: ledger.clock.now(),
  } as const;
  right(await ledger.journal.append(stream, 'any', toNewEvents(NAMESPACE, stream, cause, events))());
};
const requested = async (changes: Parameters<typeof request>[0] = {}): Promise<NotificationId> => {
  const asked = ledger.commands.requestNotification(service, request(changes), undefined);
  return right(await ledger.settle(asked())).value.id;
};
const requestedReset = async (): Promise<NotificationId> =>
  requested({
    content: { kind: 'template', code: 'user.password_reset' },
    data: { resetToken: 't', expiresAt: '2030-01-01T00:00:00.000Z' },
    channels: ['email'],
  });
const read = (notificationId: NotificationId): DomainEvent => ({
  type: 'NotificationRead',
  data: { notificationId, userId: u1 },
});

it('finds nothing in a ledger that was only used', async () => {
  const id = await requested();
  right(await ledger.settle(ledger.commands.markRead(u1, id)()));
  await requestedReset();
  const { events, position, findings, absentViews } = await check();
  expect({ findings, absentViews }).toStrictEqual({ findings: [], absentViews: [] });
  expect(position).toBe(BigInt(events));
});

it('finds a second reading, with its place', async () => {
  const id = await requested();
  await tamper(`notification-${id}`, read(id));
  await tamper(`notification-${id}.again`, read(id));
  const { findings, position } = await check();
  expect(findings).toStrictEqual([
    { invariant: 'I4', stream: `notification-${id}.again`, position, detail: 'it is read a second time' },
  ]);
});

it('finds an event of no known type, and one with what its type has no place for', async () => {
  const id = await requested();
  const [event] = toNewEvents(
    NAMESPACE,
    's',
    { id: 'c', actor: { kind: 'system', id: 't' }, correlationId: 'c', at: ledger.clock.now() },
    [read(id)],
  );
  const clear = { ...event!, data: { ...event!.data, email: 'MARKER' } };
  right(await ledger.journal.append(`notification-${id}`, 'any', [clear])());
  right(await ledger.journal.append('strange-1', 'any', [{ ...event!, type: 'NoSuchType' }])());
  const { findings } = await check();
  expect(findings.map(({ invariant, detail }) => `${invariant} ${detail}`)).toStrictEqual([
    'I9 NotificationRead holds what its type has no place for',
    'shape NoSuchType: UnknownEventType',
  ]);
  expect(
    JSON.stringify(findings, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('MARKER');
});

it('finds a row that no event has made', async () => {
  await requested();
  await ledger.caughtUp();
  const view = { name: 'outstanding', version: 1 };
  const from = right(await ledger.views.checkpoint(view)());
  const row = { table: 'delivery', key: 'made-up', value: { made: 'up' }, indexes: [] };
  right(await ledger.views.apply(view, { from: from!, to: from!, changes: [{ kind: 'put', ...row }] })());
  const { findings } = await check();
  expect(findings).toMatchObject([{ invariant: 'I7', stream: 'view outstanding', position: null }]);
  expect(findings[0]?.detail).toContain('delivery made-up surplus');
});

describe('the key of a secret', () => {
  const end = async (id: NotificationId): Promise<void> => {
    const data = { deliveryId: `${id}.email`, notificationId: id, channel: 'email', userId: u1, why: 'no-address' };
    await tamper(`delivery-${id}.email`, { type: 'DeliveryExhausted', data } as DomainEvent);
  };

  it('may live while something is to be sent, and a moment longer', async () => {
    const id = await requestedReset();
    await ledger.clock.advance(600_000);
    expect(await found()).toStrictEqual([]);
    await end(id);
    expect(await found()).toStrictEqual([]);
  });

  it('is found when it lives on after the end', async () => {
    const id = await requestedReset();
    await end(id);
    await ledger.clock.advance(120_000);
    expect(await found()).toStrictEqual([`I9 notification-${id}`]);
    right(await ledger.keyRing.destroy([oneTimeKey(id)])());
    expect(await found()).toStrictEqual([]);
  });
});

it('finds the key of a recipient who was erased', async () => {
  await requested();
  right(await ledger.settle(ledger.commands.eraseRecipient(service, u1)()));
  await ledger.clock.advance(120_000);
  expect(await found()).toStrictEqual([]);
  /** A ring that has kept the keys of these. */
  const keeping = (...owners: ReadonlyArray<KeyOwner>): Pick<KeyRing, 'held'> => ({
    held: (prefix) =>
      TE.right(owners.filter((owner) => owner.startsWith(prefix)).map((owner) => ({ owner, expiresAt: null }))),
  });
  expect(await found(keeping(recipientKey('u-11')))).toStrictEqual([]);
  expect(await found(keeping(recipientKey('u-1'), recipientKey('u-11')))).toStrictEqual(['I9 recipient-u-1']);
});

import * as E from 'fp-ts/Either';
import type { DeadLetters } from '../../../src/app/dead-letters';
import { createDeadLetters } from '../../../src/app/intake/create-dead-letters';
import { createWaitForView } from '../../../src/app/queries/wait-for-view';
import { type LedgerUnderTest, left, openLedgerUnderTest } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { messageOf, type TakingIn, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let intake: TakingIn;
let deadLetters: DeadLetters;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  intake = takingIn(ledger);
  deadLetters = over(intake);
});
afterEach(async () => ledger.close());

const operator = { kind: 'user', id: 'op-1' as never, roles: ['operator'] } as const;
const over = ({ deps }: TakingIn): DeadLetters =>
  createDeadLetters(deps, { views: ledger.views, waitForView: createWaitForView(ledger.progress) });
const stopped = (userId: string) => ({
  eventId: 'e-1',
  payload: { userId, deviceId: 'd-1', stoppedAt: '2026-03-01T07:00:00Z' },
});
const listed = async () => {
  await ledger.caughtUp();
  return right(await deadLetters.list({ kind: 'cursor', limit: 20, cursor: undefined }, { atLeast: undefined })()).data;
};
const parkOne = async (body: object | string = '{"payload":1}', retries = 0, by = intake): Promise<string> => {
  expect(await by.handle(messageOf('device.stopped', body as never, { retries }))).toBe('parked');
  const [one] = await listed();
  if (one === undefined) throw new Error('nothing is parked');
  return one.id;
};
const types = async () =>
  (await ledger.events()).map(({ event }) => event.type).filter((type) => !type.startsWith('Template'));

/** A template out of use for as long as the message is tried. */
const failing = () =>
  takingIn(ledger, { templates: { activeTemplate: () => async () => E.right({ position: 0n, value: undefined }) } });

it('lists what is parked, with what is wrong with it and what it said', async () => {
  await parkOne('{"payload": 1}');
  expect(await listed()).toMatchObject([
    {
      queue: 'notification-service.device.stopped',
      routingKey: 'device.stopped',
      reason: 'undecodable',
      report: [{ path: '/payload', expected: 'a JSON object' }],
      attempts: 1,
      body: '{"payload": 1}',
    },
  ]);
});

describe('replaying', () => {
  it('handles the message as if it came now, once, and lists it no more', async () => {
    const id = await parkOne(stopped('u-1'), 3, failing());
    right(await deadLetters.replay(operator, id)());
    expect(await types()).toStrictEqual(['MessageParked', 'NotificationRequested', 'MessageReplayed']);
    expect(await listed()).toStrictEqual([]);
  });

  it('leaves it parked where it still can not be handled, and says why', async () => {
    const id = await parkOne('{"payload": 1}');
    expect(left(await deadLetters.replay(operator, id)())).toStrictEqual({
      _tag: 'Impossible',
      errors: [{ path: '/body/payload', message: 'expected: a JSON object' }],
    });
    expect(await listed()).toHaveLength(1);
  });

  it('doubles nothing where a crash came before it was said to be replayed', async () => {
    const id = await parkOne(stopped('u-1'), 3, failing());
    await intake.handle(messageOf('device.stopped', stopped('u-1')));
    right(await deadLetters.replay(operator, id)());
    expect((await types()).filter((type) => type === 'NotificationRequested')).toHaveLength(1);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('takes one in conflict for an event of its own, however often it is replayed', async () => {
    await intake.handle(messageOf('device.stopped', stopped('u-1')));
    const id = await parkOne(stopped('u-2'));
    right(await deadLetters.replay(operator, id)());
    const requested = (await ledger.events()).flatMap(({ event }) =>
      event.type === 'NotificationRequested' ? [event.data.userId] : [],
    );
    expect(requested).toStrictEqual(['u-1', 'u-2']);
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('is refused for what was cut off, since the rest of it is not here', async () => {
    const id = await parkOne('x'.repeat(600 * 1024));
    expect(left(await deadLetters.replay(operator, id)())).toMatchObject({ _tag: 'WrongState' });
  });

  it('is not confirmed while a view does not answer', async () => {
    const id = await parkOne(stopped('u-1'), 3, failing());
    const away = async () => E.left({ _tag: 'ViewNotReady', view: 'directory' } as const);
    const behind = over(takingIn(ledger, { directory: { recipientRow: () => away, recipientRows: () => away } }));
    expect(left(await behind.replay(operator, id)())).toMatchObject({ _tag: 'Unavailable', component: 'views' });
  });
});

describe('what was replayed or discarded', () => {
  it('can be neither again, and its body is gone', async () => {
    const id = await parkOne();
    right(await deadLetters.discard(operator, id)());
    for (const again of [deadLetters.discard, deadLetters.replay])
      expect(left(await again(operator, id)())).toMatchObject({ _tag: 'WrongState' });
    expect(await types()).toStrictEqual(['MessageParked', 'MessageDiscarded']);
    const [parked] = (await ledger.events()).filter(({ event }) => event.type === 'MessageParked');
    if (parked?.event.type !== 'MessageParked') throw new Error('nothing is parked');
    const { stream, id: eventId, event } = parked;
    const opened = await ledger.deps.vault.open([{ stream, type: event.type, eventId, sealed: event.data.personal }])();
    expect(right(opened)).toStrictEqual([{ status: 'gone' }]);
  });

  it('is parked anew where it comes again', async () => {
    const first = await parkOne();
    right(await deadLetters.discard(operator, first)());
    expect(await parkOne()).not.toBe(first);
  });

  it('is not found where it never was', async () => {
    expect(left(await deadLetters.replay(operator, 'nothing')())).toStrictEqual({ _tag: 'NotFound' });
  });
});

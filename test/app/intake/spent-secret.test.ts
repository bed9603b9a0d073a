import * as TE from 'fp-ts/TaskEither';
import { type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { messageOf, takingIn } from '../../support/taking-in';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
});
afterEach(async () => ledger.close());

const reset = messageOf('user.password_reset_requested', {
  payload: { userId: 'u-1', resetToken: 'x', expiresAt: '2026-03-01T13:00:00Z' },
});
const owners = async () => right(await ledger.keyRing.held('once:', { limit: 9 })()).map(({ owner }) => owner);
const told = async () =>
  (await ledger.events()).filter(({ actor }) => actor.id === 'intake').map(({ event: { type } }) => type);

it('a message that comes again after the end of its secret has done all it was to do, and gets no other key', async () => {
  const { handle } = takingIn(ledger);
  expect(await handle(reset)).toBe('stored');
  right(await ledger.keyRing.destroyForGood(await owners())());
  expect(await handle(reset)).toBe('stored');
  expect({ told: await told(), living: await owners() }).toStrictEqual({ told: ['NotificationRequested'], living: [] });
});

it('a message whose notification was never stored is told when it comes again, its key having been reaped', async () => {
  const { handle } = takingIn(ledger);
  const dying = {
    ...ledger.deps.writer,
    append: () => TE.left({ _tag: 'JournalUnavailable', cause: 'dead' } as const),
  };
  expect(await takingIn(ledger, { writer: dying }).handle(reset)).toBe('hold');
  expect(await owners()).toHaveLength(1);
  right(await ledger.keyRing.destroy(await owners())());
  expect(await handle(reset)).toBe('stored');
  expect({ told: await told(), living: (await owners()).length }).toStrictEqual({
    told: ['NotificationRequested'],
    living: 1,
  });
});

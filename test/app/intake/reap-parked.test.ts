import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { parkedKey } from '../../../src/app/intake/parked-key';
import { reapParked, type ReapingParked } from '../../../src/app/intake/reap-parked';
import type { KeyRing } from '../../../src/domain/ports/key-ring';
import type { Instant } from '../../../src/domain/shared/codecs';
import type { DeadLettersQuestions } from '../../../src/projections/dead-letters/questions';
import { openEmbeddedKeyRing } from '../../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { NOW, silent } from '../../support/http-deps';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { createTestClock, type TestClock } from '../../support/test-clock';

const HOUR = 60 * 60 * 1000;
const directory = temporaryDirectory();
let keyRing: KeyRing;
let clock: TestClock;
let stopping: AbortController;
let running: Promise<void>;
beforeEach(() => {
  keyRing = openEmbeddedKeyRing({ file: `${directory}/${String(Math.random())}.db` });
  clock = createTestClock(NOW);
  stopping = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  stopping.abort();
  await running;
});

const afterHours = (hours: number): Instant => new Date(Date.parse(NOW) + hours * HOUR).toISOString() as Instant;
const park = async (ids: ReadonlyArray<string>, expiresAt: Instant) =>
  right(await keyRing.ensure(ids.map(parkedKey), { expiresAt })());
const living = async () => right(await keyRing.held(parkedKey(''), { limit: 1_000 })()).map(({ owner }) => owner);

/** A view in which these messages stand, still open or settled. */
const viewOf =
  (isOpen: Readonly<Record<string, boolean>>): DeadLettersQuestions['deadLetter'] =>
  (id) =>
    TE.right({ position: 1n, value: id in isOpen ? ({ isOpen: isOpen[id] } as never) : undefined });

const start = (deadLetter: DeadLettersQuestions['deadLetter'], changes: Partial<ReapingParked> = {}): void => {
  running = reapParked({ keyRing, deadLetters: { deadLetter }, clock, logger: silent, ...changes }, stopping.signal);
};

it('destroys the body of a message whose time is over, and of no other', async () => {
  await park(['m-1'], afterHours(1));
  await park(['m-2'], afterHours(48));
  start(viewOf({ 'm-1': true, 'm-2': true }));
  await clock.advance(0);
  expect(await living()).toStrictEqual(['parked:m-1', 'parked:m-2']);
  await clock.advance(HOUR);
  expect(await living()).toStrictEqual(['parked:m-2']);
});

it('destroys what was left over by a crash after the message was replayed or discarded', async () => {
  await park(['m-1', 'm-2'], afterHours(48));
  start(viewOf({ 'm-1': false, 'm-2': true }));
  await clock.advance(0);
  expect(await living()).toStrictEqual(['parked:m-2']);
});

it('leaves one alone that the view has not seen yet: its event may be about to be stored', async () => {
  await park(['m-1'], afterHours(48));
  start(viewOf({}));
  await clock.advance(0);
  expect(await living()).toStrictEqual(['parked:m-1']);
});

it('comes to all of them, however many there are', async () => {
  const ids = Array.from({ length: 600 }, (_, n) => `m-${String(n).padStart(3, '0')}`);
  await park(ids, afterHours(0));
  start(viewOf({}));
  await clock.advance(0);
  expect(await living()).toStrictEqual([]);
});

it('looks again soon where the view can not say', async () => {
  await park(['m-1'], afterHours(48));
  let isAway = true;
  start((id) => (isAway ? TE.left({ _tag: 'ViewUnavailable', cause: 'away' }) : viewOf({ 'm-1': false })(id)));
  await clock.advance(0);
  expect(await living()).toStrictEqual(['parked:m-1']);
  isAway = false;
  await clock.advance(5_000);
  expect(await living()).toStrictEqual([]);
});

it('looks again soon where the key could not be destroyed', async () => {
  await park(['m-1'], afterHours(0));
  let tries = 0;
  const destroy: KeyRing['destroy'] = (owners) => async () => {
    tries += 1;
    return tries === 1 ? E.left({ _tag: 'KeyRingUnavailable', cause: 'away' }) : keyRing.destroy(owners)();
  };
  start(viewOf({}), { keyRing: { held: keyRing.held, destroy } });
  await clock.advance(0);
  expect(await living()).toStrictEqual(['parked:m-1']);
  await clock.advance(5_000);
  expect(await living()).toStrictEqual([]);
});

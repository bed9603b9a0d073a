import * as TE from 'fp-ts/TaskEither';
import { dispatch, type Dispatching } from '../../../src/app/workers/dispatch';
import type { Work } from '../../../src/domain/ports/work-queue';
import type { Instant, NotificationId, Priority, UserId } from '../../../src/domain/shared/codecs';
import { outstandingQuestions } from '../../../src/projections/outstanding/questions';
import {
  never,
  passing,
  type ScriptedProvider,
  scriptedProvider,
  startWorker,
  workFor,
} from '../../support/delivering';
import { silent } from '../../support/http-deps';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let provider: ScriptedProvider;
beforeEach(async () => {
  ledger = await openLedgerUnderTest(directory);
  provider = scriptedProvider();
  const change = { set: { email: 'a@example.test' }, cleared: [], roles: undefined };
  right(await ledger.commands.changeContacts(service, 'u-1' as UserId, change)());
});
afterEach(async () => ledger.close());

const requested = async (priority: Priority = 'P2', sendAt?: Instant): Promise<NotificationId> => {
  const given = request({ channels: ['email'], priority, sendAt });
  const asked = right(await ledger.commands.requestNotification(service, given, undefined)());
  await ledger.caughtUp();
  return asked.value.id;
};

/** Dispatch with a queue that only writes down what it was given. */
const startDispatch = (over: Partial<Dispatching> = {}) => {
  const published: Array<Work> = [];
  const stopping = new AbortController();
  const { clock, views, progress } = ledger;
  const running = dispatch(
    {
      outstanding: outstandingQuestions(views),
      queue: {
        publish: (work) => TE.fromIO(() => void published.push(...work)),
        consume: async () => undefined,
        waiting: () => TE.right(0),
      },
      clock,
      logger: silent,
      isDead: (by) => by !== 'p-2',
      position: () => progress.position('outstanding'),
      changed: async (since, signal) => progress.changed('outstanding', since, signal),
      ...over,
    },
    stopping.signal,
  );
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await clock.advance(0);
  };
  return {
    published: async () => {
      await turns();
      return published.map(({ notificationId }) => notificationId);
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

it('publishes what is due, urgent ones first, once', async () => {
  const [low, urgent] = [await requested('P3'), await requested('P0')];
  const dispatching = startDispatch();
  expect(await dispatching.published()).toStrictEqual([urgent, low]);
  const next = await requested();
  expect(await dispatching.published()).toStrictEqual([urgent, low, next]);
  await dispatching.stop();
});

it('publishes at its time what is scheduled, and a retry when it is due', async () => {
  const sendAt = new Date(Date.parse(ledger.clock.now()) + 20_000).toISOString() as Instant;
  const scheduled = await requested('P2', sendAt);
  const retried = await requested();
  const dispatching = startDispatch();
  expect(await dispatching.published()).toStrictEqual([retried]);
  provider.script(passing);
  await startWorker(ledger, provider)('p-2')(workFor(retried, 'email'));
  await ledger.caughtUp();
  await ledger.clock.advance(13_000);
  expect(await dispatching.published()).toStrictEqual([retried, retried]);
  await ledger.clock.advance(10_000);
  expect(await dispatching.published()).toStrictEqual([retried, retried, scheduled]);
  await dispatching.stop();
});

it('publishes at once what has become due while it looked', async () => {
  const sendAt = new Date(Date.parse(ledger.clock.now()) + 20_000).toISOString() as Instant;
  const scheduled = await requested('P0', sendAt);
  const outstanding = outstandingQuestions(ledger.views);
  let looks = 0;
  const dispatching = startDispatch({
    outstanding: {
      ...outstanding,
      dueNow: (priority, now, limit) => async () => {
        const due = await outstanding.dueNow(priority, now, limit)();
        looks += 1;
        if (looks === 1) await ledger.clock.advance(20_001);
        return due;
      },
    },
  });
  expect(await dispatching.published()).toStrictEqual([scheduled]);
  await dispatching.stop();
});

it('holds no more of a priority than its window, and goes on when some have ended', async () => {
  const ids: Array<NotificationId> = [];
  for (let n = 0; n < 260; n += 1) {
    const asked = ledger.commands.requestNotification(service, request({ channels: ['email'] }), undefined);
    ids.push(right(await asked()).value.id);
  }
  await ledger.caughtUp();
  const dispatching = startDispatch();
  expect(await dispatching.published()).toHaveLength(256);
  const work = startWorker(ledger, provider)('p-2');
  for (const id of (await dispatching.published()).slice(0, 3)) await work(workFor(id, 'email'));
  await ledger.caughtUp();
  expect(await dispatching.published()).toHaveLength(259);
  await dispatching.stop();
});

it('takes up at once what a dead process had started', async () => {
  const id = await requested();
  provider.script(never);
  void startWorker(ledger, provider)('p-1')(workFor(id, 'email'));
  await ledger.clock.advance(0);
  await ledger.caughtUp();
  const dispatching = startDispatch();
  expect(await dispatching.published()).toStrictEqual([id]);
  await dispatching.stop();
});

it('publishes again what the queue has lost, and waits while the queue is away', async () => {
  const id = await requested();
  let isAway = true;
  const published: Array<Work> = [];
  const publish: Dispatching['queue']['publish'] = (work) =>
    isAway ? TE.left({ _tag: 'QueueUnavailable', cause: 'away' }) : TE.fromIO(() => void published.push(...work));
  const queue = { publish, consume: async () => undefined, waiting: () => TE.right(0) };
  const dispatching = startDispatch({ queue });
  await dispatching.published();
  isAway = false;
  await ledger.clock.advance(1_000);
  await dispatching.published();
  expect(published.map(({ notificationId }) => notificationId)).toStrictEqual([id]);
  for (let seconds = 0; seconds < 200; seconds += 10) await ledger.clock.advance(10_000);
  await dispatching.published();
  expect(published.map(({ notificationId }) => notificationId)).toStrictEqual([id, id]);
  await dispatching.stop();
});

it('publishes its windows again at once when the queue says that it has lost what it held', async () => {
  const id = await requested();
  const published: Array<Work> = [];
  let lose: () => void = () => undefined;
  let count = 0;
  const queue: Dispatching['queue'] = {
    publish: (work) => TE.fromIO(() => void published.push(...work)),
    consume: async () => undefined,
    waiting: () => TE.right(0),
    losses: {
      count: () => count,
      changed: async () =>
        new Promise((resolve) => {
          lose = resolve;
        }),
    },
  };
  const dispatching = startDispatch({ queue });
  await dispatching.published();
  expect(published).toHaveLength(1);
  count = 1;
  lose();
  await dispatching.published();
  expect(published.map(({ notificationId }) => notificationId)).toStrictEqual([id, id]);
  await dispatching.stop();
});

import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import * as fc from 'fast-check';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../../src/app/audit/verify-view';
import type { Views } from '../../../src/domain/ports/views';
import type { DomainEvent } from '../../../src/domain/events';
import type { NewEvent } from '../../../src/domain/shared/stored-event';
import { allProjections } from '../../../src/projections/all-projections';
import { inbox } from '../../../src/projections/inbox/project';
import { inboxQuestions } from '../../../src/projections/inbox/questions';
import { outstanding } from '../../../src/projections/outstanding/project';
import { histories, toNewEvent, type Told } from '../../support/histories';
import { read, requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { until } from '../../support/until';
import { at, notificationId, userId } from '../../support/vocabulary';

const request: Told = { stream: `notification-${notificationId}`, event: requested() };
const reading: Told = { stream: `notification-${notificationId}`, event: read };
const ofNoConcern: Told = {
  stream: 'recipient-u-9',
  event: {
    type: 'RolesChanged',
    data: { userId: 'u-9', cause: 'c', changedAt: at(0), roles: [] },
  } as unknown as DomainEvent,
};

const otherEventOf = (told: Told): NewEvent => ({ ...toNewEvent(told, 99), id: 'e-other' });

const verified = async ({ journal, views }: Projecting) => {
  const aside = right(await openTemporaryViews('ledger-1')());
  const openAside = TE.right({ views: aside.views, close: async () => undefined });
  const verify = verifyView({ journal, views, openAside });
  const verdicts: Array<unknown> = [];
  for (const projection of allProjections) {
    const { view, differences, isOfThisJournal } = right(await verify(projection)());
    verdicts.push({ view, differences, isOfThisJournal });
  }
  await aside.close();
  return verdicts;
};
const allEqual = allProjections.map(({ name }) => ({ view: name, differences: 0, isOfThisJournal: true }));

describe('the runner of a projection', () => {
  let scene: Projecting;
  const statusOf = () => scene.board.statuses(scene.clock.now()).find(({ name }) => name === 'inbox');
  const unread = async () => right(await inboxQuestions(scene.views).count('unread', userId, { now: at(9_999) })());

  beforeEach(async () => {
    scene = await openProjecting();
  });
  afterEach(async () => scene.close());

  it('catches up with what there is, and then follows', async () => {
    await scene.tell(request);
    scene.start();
    await scene.caughtUp();
    expect(await unread()).toStrictEqual({ position: 1n, value: 1 });
    await scene.tell(reading);
    await scene.caughtUp();
    expect(await unread()).toStrictEqual({ position: 2n, value: 0 });
    expect(scene.board.statuses(scene.clock.now()).map(({ status, position }) => [status, position])).toStrictEqual(
      allProjections.map(() => ['live', 2n]),
    );
  });

  it('moves the checkpoint over events of no concern at once where a reader waits, else within a second', async () => {
    scene.start();
    await scene.tell(request);
    await scene.caughtUp();
    const position = await scene.tell(ofNoConcern);
    expect(await scene.progress.reached('inbox', position, 60_000)).toBe(true);
    await scene.tell(ofNoConcern);
    await scene.clock.advance(999);
    expect(scene.progress.position('inbox')).toBe(2n);
    await scene.clock.advance(2);
    expect(scene.progress.position('inbox')).toBe(3n);
  });

  it('gives equal views, however often it is stopped and started, and with two runners at once', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (told, size, twice) => {
        const one = await openProjecting();
        try {
          for (let from = 0; from < told.length; from += size) {
            await one.tell(...told.slice(from, from + size));
            const stops = twice ? [one.start(), one.start()] : [one.start()];
            if (from % 2 === 0) await one.caughtUp();
            for (const stop of stops) await stop();
          }
          one.start();
          await one.caughtUp();
          expect(await verified(one)).toStrictEqual(allEqual);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('builds a view anew that was folded from another journal', async () => {
    await scene.tell(request);
    const stop = scene.start();
    await scene.caughtUp();
    await stop();
    scene.journal.clear();
    right(await scene.journal.append('other-1', 'no-stream', [{ id: 'e-1', type: 'Other', data: {}, metadata: {} }])());
    const other = otherEventOf(request);
    right(await scene.journal.append(request.stream, 'no-stream', [other])());
    scene.start();
    await scene.caughtUp();
    const item = right(await inboxQuestions(scene.views).item(notificationId)()).value;
    expect(item?.content).toMatchObject({ eventId: other.id });
  });

  it('stands before an event that it can not read, and says so', async () => {
    await scene.tell(request);
    const broken = { id: 'e-2', type: 'NotificationRead', data: { not: 'it' }, metadata: {} };
    right(await scene.journal.append('notification-n-1', 0n, [broken])());
    await scene.start()();
    scene.start();
    await until('the end of the projection', () => statusOf()?.status === 'failed');
    expect(await unread()).toStrictEqual({ position: 1n, value: 1 });
    expect(statusOf()).toMatchObject({
      status: 'failed',
      position: 1n,
      lastError: 'MalformedEvent at position 2, NotificationRead',
    });
  });

  it('passes an event of a type that it does not know, and counts it', async () => {
    right(await scene.journal.append('other-1', 'no-stream', [{ id: 'e-1', type: 'Other', data: {}, metadata: {} }])());
    scene.start();
    await scene.tell(request);
    await scene.caughtUp();
    expect(await unread()).toStrictEqual({ position: 2n, value: 1 });
    expect(statusOf()?.unknownEvents).toBe(1);
  });

  it('stops at an event about what was never requested', async () => {
    await scene.tell(reading);
    scene.start();
    await until('the end of the projection', () => statusOf()?.status === 'failed');
    expect(statusOf()).toMatchObject({
      status: 'failed',
      position: 0n,
      lastError: 'MissingRow at position 1, NotificationRead',
    });
  });

  it('waits while the journal is away, and goes on', async () => {
    scene.start();
    await scene.tell(request);
    await scene.caughtUp();
    scene.journal.setAway(true);
    await scene.clock.advance(3_000);
    expect(scene.board.statuses(scene.clock.now())[0]?.lastError).toMatch(/JournalUnavailable/);
    scene.journal.setAway(false);
    await scene.tell(reading);
    await scene.clock.advance(10_000);
    await scene.caughtUp();
    expect(await unread()).toStrictEqual({ position: 2n, value: 0 });
  });

  it('waits while the views are away, loses nothing and folds nothing twice', async () => {
    let away = true;
    const flaky: Views = {
      ...scene.views,
      apply: (view, step) => async () =>
        away ? E.left({ _tag: 'ViewUnavailable', cause: 'away' }) : scene.views.apply(view, step)(),
    };
    await scene.tell(request, reading);
    scene.start({ views: flaky });
    await scene.clock.advance(3_000);
    expect(scene.progress.position('inbox')).toBe(0n);
    away = false;
    await scene.clock.advance(10_000);
    await scene.caughtUp();
    expect(await verified(scene)).toStrictEqual(allEqual);
  });
});

describe('a view that is not equal to its fold', () => {
  it('is found out, with the rows that differ', async () => {
    const scene = await openProjecting([inbox, outstanding]);
    scene.start();
    await scene.tell(request, {
      ...request,
      stream: 'notification-n-2',
      event: requested({ notificationId: 'n-2' as typeof notificationId }),
    });
    await scene.caughtUp();
    const from = right(await scene.views.checkpoint(inbox)())!;
    const key = { table: 'item', key: 'n-1' };
    const changes = [
      { kind: 'remove' as const, ...key },
      { kind: 'put' as const, table: 'item', key: 'n-3', value: {}, indexes: [] },
    ];
    right(await scene.views.apply(inbox, { from, to: from, changes })());
    const verify = verifyView({ ...scene, openAside: openTemporaryViews('ledger-1') });
    expect(right(await verify(inbox)())).toMatchObject({
      differences: 2,
      examples: [
        { kind: 'missing', ...key },
        { kind: 'surplus', table: 'item', key: 'n-3' },
      ],
    });
    expect(right(await verify(outstanding)()).differences).toBe(0);
    await scene.close();
  });
});

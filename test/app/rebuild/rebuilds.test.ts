import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../../src/app/audit/verify-view';
import { decodeRecorded } from '../../../src/domain/decode-recorded';
import type { Views } from '../../../src/domain/ports/views';
import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import { inboxQuestions } from '../../../src/projections/inbox/questions';
import type { Projection } from '../../../src/projections/projection';
import { histories, type Told } from '../../support/histories';
import { read, requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { until } from '../../support/until';
import { at, notificationId, userId } from '../../support/vocabulary';

const requestOf = (n: number): Told => {
  const id = `n-${String(n)}` as typeof notificationId;
  return { stream: `notification-${id}`, event: requested({ notificationId: id }) };
};
const reading: Told = { stream: `notification-${notificationId}`, event: read };
const operator = { kind: 'user', id: 'op-1' } as const;
const ordered = { why: 'ordered', actor: operator } as const;
const away = E.left({ _tag: 'ViewUnavailable' as const, cause: 'away' });
const newer: Projection = { ...inbox, version: 2 };

describe('a view that is made anew', () => {
  let scene: Projecting;
  beforeEach(async () => {
    scene = await openProjecting([inbox]);
  });
  afterEach(async () => scene.close());

  const unread = async () => right(await inboxQuestions(scene.views).count('unread', userId, { now: at(9_999) })());
  const status = () => scene.board.statuses(0n, scene.clock.now())[0];
  const rebuilt = async () => {
    const found: Array<unknown> = [];
    for await (const stored of scene.journal.readAll({ filter: { eventTypes: ['ProjectionRebuilt'] } })) {
      const { event, actor, stream } = right(decodeRecorded(stored));
      found.push({ ...event.data, actor, stream });
    }
    return found;
  };
  const differences = async (projection: Projection = inbox) =>
    right(await verifyView({ ...scene, openAside: openTemporaryViews('ledger-1') })(projection)()).differences;
  const order = async () => {
    const one = right(await scene.rebuilds().begin(inbox, ordered)());
    if (one === undefined) throw new Error('it is being made already');
    return one;
  };
  /** Views whose writes to what is made beside fail while `isAway` holds, told what is written. */
  const faulty = (isAway: (what: 'apply' | 'promote', rows: number) => boolean): Views => ({
    ...scene.views,
    apply: (view, step) => async () =>
      view.beside === true && isAway('apply', step.changes.length) ? away : scene.views.apply(view, step)(),
    promote: (view, step) => async () =>
      isAway('promote', step.changes.length) ? away : scene.views.promote(view, step)(),
  });
  /** Lets time pass until it holds. */
  const inTime = async (what: string, holds: () => Promise<boolean> | boolean) =>
    until(what, async () => {
      await scene.clock.advance(1_000);
      return holds();
    });
  const withRequests = async (count: number): Promise<void> => {
    await scene.tell(...Array.from({ length: count }, (_, n) => requestOf(n + 1)));
  };

  it('takes the place of the live one, and says how that one differed, and who ordered it', async () => {
    await withRequests(3);
    scene.start();
    await scene.caughtUp();
    const from = right(await scene.views.checkpoint(inbox)())!;
    const key = { table: 'item', key: 'n-1' };
    const row = right(await scene.views.get(inbox, [{ table: 'item', key: 'n-2' }])()).value[0]!.value;
    const changes = [
      { kind: 'remove' as const, ...key },
      { kind: 'put' as const, table: 'item', key: 'n-9', value: {}, indexes: [] },
      { kind: 'put' as const, table: 'item', key: 'n-2', value: { ...row, readAt: at(0) }, indexes: [] },
    ];
    right(await scene.views.apply(inbox, { from, to: from, changes })());
    expect(await unread()).toStrictEqual({ position: 3n, value: 1 });
    const one = await order();
    expect(await one.ended).toMatchObject({ ended: 'switched' });
    expect(await rebuilt()).toStrictEqual([
      {
        rebuildId: one.order.rebuildId,
        projection: 'inbox',
        version: 1,
        replaces: 1,
        position: '3',
        events: 3,
        rows: 3,
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        differences: { position: '3', missing: 1, surplus: 1, differing: 1 },
        actor: operator,
        stream: 'operations-2026-03',
      },
    ]);
    expect(await differences()).toBe(0);
    await scene.tell(reading);
    await scene.caughtUp();
    expect((await unread()).value).toBe(2);
    expect(await scene.views.checkpoint(besideOf(inbox))()).toStrictEqual(E.right(undefined));
  });

  it('gives the view that following gave, whatever happened, with one digest for one history', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (told) => {
        const other = await openProjecting([inbox]);
        try {
          await other.tell(...told);
          other.start();
          await other.caughtUp();
          const digests: Array<unknown> = [];
          for (const _ of ['once', 'twice']) {
            const one = right(await other.rebuilds().begin(inbox, ordered)());
            expect(await one?.ended).toMatchObject({ ended: 'switched' });
          }
          for await (const { data } of other.journal.readAll({ filter: { eventTypes: ['ProjectionRebuilt'] } }))
            digests.push({ digest: data['digest'], rows: data['rows'], differences: data['differences'] });
          const none = { missing: 0, surplus: 0, differing: 0, position: expect.any(String) };
          expect(digests).toMatchObject([{ differences: none }, { differences: none }]);
          expect(digests[1]).toMatchObject({ ...(digests[0] as object), differences: none });
        } finally {
          await other.close();
        }
      }),
      { numRuns: 8 },
    );
  });

  it('is made once at a time', async () => {
    await withRequests(1);
    scene.start();
    await scene.caughtUp();
    const [one, other] = await Promise.all([
      scene.rebuilds().begin(inbox, ordered)(),
      scene.rebuilds().begin(inbox, ordered)(),
    ]);
    expect([right(one), right(other)].filter((begun) => begun !== undefined)).toHaveLength(1);
    await (right(one) ?? right(other))?.ended;
  });

  it('can be called off, and leaves the live one as it was', async () => {
    let isAway = false;
    await withRequests(2);
    scene.start({ views: faulty(() => isAway) });
    await scene.caughtUp();
    isAway = true;
    const one = await order().catch(() => undefined);
    expect(one).toBeUndefined();
    isAway = false;
    const begun = await order();
    isAway = true;
    right(await scene.rebuilds().cancel(inbox)());
    expect(await begun.ended).toStrictEqual({ ended: 'cancelled' });
    expect(await unread()).toStrictEqual({ position: 2n, value: 2 });
    expect(await rebuilt()).toStrictEqual([]);
  });

  it('goes on after a crash from where it was stored, and is recorded once', async () => {
    let steps = 0;
    let isAway = false;
    await withRequests(1_400);
    const stop = scene.start({ views: faulty((what) => isAway && (what === 'promote' || (steps += 1) > 2)) });
    await scene.caughtUp();
    const { order: before } = await order();
    isAway = true;
    await until(
      'the first steps',
      async () => (right(await scene.views.checkpoint(besideOf(inbox))())?.position ?? 0n) > 0n,
    );
    await stop();
    const half = right(await scene.views.checkpoint(besideOf(inbox))())!.position;
    expect(half).toBeGreaterThan(0n);
    expect(half).toBeLessThan(1_400n);
    scene.start();
    await until('the switch', async () => scene.rebuilds().last('inbox')?.end.ended === 'switched');
    expect(await rebuilt()).toMatchObject([
      { rebuildId: before.rebuildId, events: 1_400, rows: 1_400, actor: operator },
    ]);
    expect(await differences()).toBe(0);
  });

  it('is recorded once, also where the process dies between the record and the switch', async () => {
    let isAway = false;
    await withRequests(2);
    const stop = scene.start({ views: faulty((what) => isAway && what === 'promote') });
    await scene.caughtUp();
    isAway = true;
    const { order: before } = await order();
    await until('the record', async () => (await rebuilt()).length === 1);
    await stop();
    scene.start();
    await until('the switch', async () => scene.rebuilds().last('inbox')?.end.ended === 'switched');
    expect(await rebuilt()).toMatchObject([{ rebuildId: before.rebuildId }]);
    expect(await differences()).toBe(0);
  });

  it('is not switched to where the store did not keep what was folded', async () => {
    let isLossy = false;
    await withRequests(3);
    const lossy: Views = {
      ...scene.views,
      apply: (view, step) =>
        scene.views.apply(view, {
          ...step,
          changes: step.changes.filter(({ key }) => !(isLossy && view.beside === true && key === 'n-2')),
        }),
    };
    scene.start({ views: lossy });
    await scene.caughtUp();
    isLossy = true;
    const one = await order();
    expect(await one.ended).toStrictEqual({ ended: 'failed', reason: 'NotAsFolded' });
    expect(await unread()).toStrictEqual({ position: 3n, value: 3 });
    expect(await rebuilt()).toStrictEqual([]);
    expect(await scene.views.checkpoint(besideOf(inbox))()).toStrictEqual(E.right(undefined));
  });

  it('ends where an event can not be read, and leaves the live one as it was', async () => {
    await scene.tell(requestOf(1));
    scene.start();
    await scene.caughtUp();
    const broken = { id: 'e-2', type: 'NotificationRead', data: { not: 'it' }, metadata: {} };
    right(await scene.journal.append('notification-n-1', 0n, [broken])());
    await until('the fault of the live one', () => status()?.status === 'failed');
    const one = await order();
    expect(await one.ended).toStrictEqual({
      ended: 'failed',
      reason: 'MalformedEvent at position 2, NotificationRead',
    });
    expect(await unread()).toStrictEqual({ position: 1n, value: 1 });
  });

  it('heals a live one that could not go on, which then follows again', async () => {
    await withRequests(1);
    scene.start();
    await scene.caughtUp();
    const from = right(await scene.views.checkpoint(inbox)())!;
    const changes = [{ kind: 'remove' as const, table: 'item', key: 'n-1' }];
    right(await scene.views.apply(inbox, { from, to: from, changes })());
    await scene.tell(reading);
    await until('the fault of the live one', () => status()?.status === 'failed');
    await (
      await order()
    ).ended;
    await scene.caughtUp();
    expect((await unread()).value).toBe(0);
    expect(await differences()).toBe(0);
    expect(status()).toMatchObject({ status: 'live', lastError: undefined });
  });

  it('shows no reader an earlier position than one before, while more is told', async () => {
    await withRequests(600);
    scene.start();
    await scene.caughtUp();
    const positions: Array<bigint> = [];
    const { ended } = await order();
    let isOver = false;
    const over = ended.then((end) => {
      isOver = true;
      return end;
    });
    for (let n = 601; !isOver; n += 1) {
      await scene.tell(requestOf(n));
      positions.push((await unread()).position);
      await nextTurn();
    }
    expect(await over).toMatchObject({ ended: 'switched' });
    await scene.caughtUp();
    positions.push((await unread()).position);
    expect(positions).toStrictEqual(positions.toSorted((one, other) => Number(one - other)));
    expect(await differences()).toBe(0);
  });

  describe('because its projection has a new version', () => {
    it('is not read before it is whole: until then the old one is, as it stands', async () => {
      await withRequests(2);
      scene.start();
      await scene.caughtUp();
      let isAway = true;
      const other = await openNewer(() => isAway);
      expect(await unread()).toStrictEqual({ position: 2n, value: 2 });
      expect(status()).toMatchObject({ status: 'rebuilding', version: 2 });
      expect(scene.progress.position('inbox')).toBe(0n);
      isAway = false;
      await inTime('the new version', async () => right(await scene.views.live('inbox')())?.version === 2);
      expect(await rebuilt()).toMatchObject([
        { version: 2, replaces: 1, actor: { kind: 'system', id: 'projections' }, differences: { missing: 0 } },
      ]);
      await inTime('the following', async () => (await unread()).position === 4n);
      expect(await differences(newer)).toBe(0);
      await other();
    });

    const openNewer = async (isAway: () => boolean): Promise<() => Promise<void>> => {
      await scene.stopAll();
      await scene.tell(requestOf(3));
      const stop = scene.start({ views: faulty((_, rows) => isAway() && rows > 1), projections: [newer] });
      await until('the beginning', async () => right(await scene.views.checkpoint(besideOf(newer))()) !== undefined);
      return stop;
    };

    it('is left alone by a program of the old version, which says so', async () => {
      await withRequests(2);
      const stop = scene.start({ projections: [newer] });
      await until('the new version', async () => right(await scene.views.live('inbox')())?.version === 2);
      await stop();
      await scene.tell(reading);
      scene.start();
      await until('the word', () => status()?.lastError !== undefined);
      expect(status()).toMatchObject({ version: 1, position: 2n, lastError: 'version 2 is live' });
      await scene.clock.advance(5_000);
      expect(right(await scene.views.live('inbox')())).toMatchObject({ version: 2, checkpoint: { position: 2n } });
      expect((await unread()).value).toBe(2);
    });
  });
});

import * as E from 'fp-ts/Either';
import type { Views } from '../../../src/domain/ports/views';
import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import { openRebuildScene, operator, reading, requestOf, type RebuildScene } from '../../support/rebuild-scene';
import { right } from '../../support/right';
import { until } from '../../support/until';

describe('a view that is made anew', () => {
  let scene: RebuildScene;
  beforeEach(async () => {
    scene = await openRebuildScene();
  });
  afterEach(async () => scene.close());

  it('goes on after a crash from where it was stored, and is recorded once', async () => {
    let steps = 0;
    let isAway = false;
    await scene.withRequests(1_400);
    const stop = scene.start({ views: scene.faulty((what) => isAway && (what === 'promote' || (steps += 1) > 1)) });
    await scene.caughtUp();
    const { order: before } = await scene.order();
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
    expect(await scene.rebuilt()).toMatchObject([
      { rebuildId: before.rebuildId, events: 1_400, rows: 1_400, actor: operator },
    ]);
    expect(await scene.differences()).toBe(0);
  });

  it('is recorded once, also where the process dies between the record and the switch', async () => {
    let isAway = false;
    await scene.withRequests(2);
    const stop = scene.start({ views: scene.faulty((what) => isAway && what === 'promote') });
    await scene.caughtUp();
    isAway = true;
    const { order: before } = await scene.order();
    await until('the record', async () => (await scene.rebuilt()).length === 1);
    await stop();
    scene.start();
    await until('the switch', async () => scene.rebuilds().last('inbox')?.end.ended === 'switched');
    expect(await scene.rebuilt()).toMatchObject([{ rebuildId: before.rebuildId }]);
    expect(await scene.differences()).toBe(0);
  });

  it('is not switched to where the store did not keep what was folded', async () => {
    let isLossy = false;
    await scene.withRequests(3);
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
    const one = await scene.order();
    expect(await one.ended).toStrictEqual({ ended: 'failed', reason: 'NotAsFolded' });
    expect(await scene.unread()).toStrictEqual({ position: 3n, value: 3 });
    expect(await scene.rebuilt()).toStrictEqual([]);
    expect(await scene.views.checkpoint(besideOf(inbox))()).toStrictEqual(E.right(undefined));
  });

  it('ends where an event can not be read, and leaves the live one as it was', async () => {
    await scene.tell(requestOf(1));
    scene.start();
    await scene.caughtUp();
    const broken = { id: 'e-2', type: 'NotificationRead', data: { not: 'it' }, metadata: {} };
    right(await scene.journal.append('notification-n-1', 0n, [broken])());
    await until('the fault of the live one', () => scene.status()?.status === 'failed');
    const one = await scene.order();
    expect(await one.ended).toStrictEqual({
      ended: 'failed',
      reason: 'MalformedEvent at position 2, NotificationRead',
    });
    expect(await scene.unread()).toStrictEqual({ position: 1n, value: 1 });
  });

  it('heals a live one that could not go on, which then follows again', async () => {
    await scene.withRequests(1);
    scene.start();
    await scene.caughtUp();
    const from = right(await scene.views.checkpoint(inbox)())!;
    const changes = [{ kind: 'remove' as const, table: 'item', key: 'n-1' }];
    right(await scene.views.apply(inbox, { from, to: from, changes })());
    await scene.tell(reading);
    await until('the fault of the live one', () => scene.status()?.status === 'failed');
    await (
      await scene.order()
    ).ended;
    await scene.caughtUp();
    expect((await scene.unread()).value).toBe(0);
    expect(await scene.differences()).toBe(0);
    expect(scene.status()).toMatchObject({ status: 'live', lastError: undefined });
  });
});

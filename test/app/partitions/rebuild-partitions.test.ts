import * as fc from 'fast-check';
import type { Views } from '../../../src/domain/ports/views';
import { partitionName, partitionOf } from '../../../src/domain/shared/partitions';
import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import { partsOf } from '../../../src/projections/partitions';
import { histories, type Told } from '../../support/histories';
import { requested } from '../../support/notification-facts';
import { openProjecting } from '../../support/projecting';
import { openRebuildScene, operator, ordered, type RebuildScene } from '../../support/rebuild-scene';
import { right } from '../../support/right';
import { until } from '../../support/until';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';

const PARTITIONS = 5;
const USERS = 12;
const parts = partsOf(inbox, PARTITIONS);

const requestTo = (n: number): Told => {
  const notificationId = `n-${String(n)}` as NotificationId;
  const userId = `u-${String(n % USERS)}` as UserId;
  return { stream: `notification-${notificationId}`, event: requested({ notificationId, userId }) };
};
const requests = (count: number): ReadonlyArray<Told> => Array.from({ length: count }, (_, n) => requestTo(n));

const standingBeside = async ({ views }: RebuildScene): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  for (const part of parts) if (right(await views.checkpoint(besideOf(part))()) !== undefined) found.push(part.name);
  return found;
};

describe('a view of several partitions that is made anew', () => {
  let scene: RebuildScene;
  beforeEach(async () => {
    scene = await openRebuildScene(PARTITIONS);
  });
  afterEach(async () => scene.close());
  const switched = async () =>
    until('the switch', async () => scene.rebuilds().last('inbox')?.end.ended === 'switched');

  it('is recorded once, with the sums of its partitions', async () => {
    await scene.tell(...requests(30));
    scene.start();
    await scene.caughtUp();
    const part = parts[partitionOf('u-1', PARTITIONS)] ?? inbox;
    const from = right(await scene.views.checkpoint(part)())!;
    const changes = [{ kind: 'remove' as const, table: 'item', key: 'n-1' }];
    right(await scene.views.apply(part, { from, to: from, changes })());
    const one = await scene.order();
    expect(await one.ended).toStrictEqual({ ended: 'switched', unknownEvents: 0 });
    expect(await scene.rebuilt()).toMatchObject([
      { rebuildId: one.order.rebuildId, events: 30, rows: 30, differences: { missing: 1, surplus: 0, differing: 0 } },
    ]);
    expect(await scene.differences()).toBe(0);
    expect(await standingBeside(scene)).toStrictEqual([]);
    await scene.tell(requestTo(31));
    await scene.caughtUp();
    expect(await scene.differences()).toBe(0);
  });

  it('is switched to whole by whoever comes after a crash between two partitions', async () => {
    let promotions = -1;
    await scene.tell(...requests(30));
    const stop = scene.start({
      views: scene.faulty((what) => what === 'promote' && promotions >= 0 && (promotions += 1) > 2),
    });
    await scene.caughtUp();
    promotions = 0;
    const { order } = await scene.order();
    await until('the first switches', async () => (await standingBeside(scene)).length === PARTITIONS - 2);
    await stop();
    await scene.tell(requestTo(31), requestTo(32));
    const before = await standingBeside(scene);
    expect(before).toContain(partitionName('inbox', 0));
    const begunAgain: Array<string> = [];
    const reset: Views['reset'] = (view) => {
      begunAgain.push(view.name);
      return scene.views.reset(view);
    };
    scene.start({ views: { ...scene.views, reset } });
    await switched();
    expect(begunAgain).toStrictEqual([]);
    await scene.caughtUp();
    expect(await standingBeside(scene)).toStrictEqual([]);
    expect(await scene.rebuilt()).toMatchObject([
      { rebuildId: order.rebuildId, events: 30, rows: 30, actor: operator },
    ]);
    expect(await scene.differences()).toBe(0);
  });

  it('is made whole where a partition of it was lost on the way', async () => {
    let isAway = false;
    await scene.tell(...requests(30));
    const stop = scene.start({ views: scene.faulty((what, rows) => isAway && what === 'apply' && rows > 1) });
    await scene.caughtUp();
    isAway = true;
    const { order } = await scene.order();
    await stop();
    right(await scene.views.drop(besideOf(parts[2] ?? inbox))());
    expect(await standingBeside(scene)).toHaveLength(PARTITIONS - 1);
    scene.start();
    await switched();
    expect(await scene.rebuilt()).toMatchObject([{ rebuildId: order.rebuildId, events: 30, rows: 30 }]);
    expect(await scene.differences()).toBe(0);
  });

  it('is not switched to at all where the store did not keep what was folded of one partition', async () => {
    let isLossy = false;
    await scene.tell(...requests(30));
    const lossy: Views = {
      ...scene.views,
      apply: (view, step) =>
        scene.views.apply(view, {
          ...step,
          changes: step.changes.filter(({ key }) => !(isLossy && view.beside === true && key === 'n-7')),
        }),
    };
    scene.start({ views: lossy });
    await scene.caughtUp();
    isLossy = true;
    const one = await scene.order();
    expect(await one.ended).toStrictEqual({ ended: 'failed', reason: 'NotAsFolded' });
    expect(await scene.rebuilt()).toStrictEqual([]);
    expect(await standingBeside(scene)).toStrictEqual([]);
    expect(await scene.differences()).toBe(0);
  });

  it('leaves nothing where it is called off, nor where it was never ordered whole', async () => {
    await scene.tell(...requests(3));
    const stop = scene.start({ views: scene.faulty((what) => what === 'apply') });
    const [, second = inbox] = parts;
    await until('the beginning', async () => right(await scene.views.checkpoint(besideOf(second))()) !== undefined);
    await stop();
    right(await scene.views.reset(besideOf(second))());
    scene.start();
    await scene.caughtUp();
    await until('the sweep', async () => (await standingBeside(scene)).length === 0);
    const one = await scene.order();
    right(await scene.rebuilds().cancel(inbox)());
    expect(['cancelled', 'switched']).toContain((await one.ended).ended);
    expect(await standingBeside(scene)).toStrictEqual([]);
    expect(await scene.differences()).toBe(0);
  });

  it('makes a partition that was lost, and is not there until it has', async () => {
    await scene.tell(...requests(30));
    const stop = scene.start();
    await scene.caughtUp();
    await stop();
    right(await scene.views.drop(parts[3] ?? inbox)());
    expect(right(await scene.asked.checkpoint(inbox)())).toBeUndefined();
    scene.start();
    await until('all of it', async () => right(await scene.asked.checkpoint(inbox)()) !== undefined);
    await scene.caughtUp();
    expect(await scene.differences()).toBe(0);
  });

  it('takes the place of the one view that an earlier program kept, which is dropped', async () => {
    await scene.tell(...requests(30));
    const stop = scene.start({ views: { ...scene.views, partitions: 1 } });
    await until('the old view', async () => right(await scene.views.checkpoint(inbox)())?.position === 30n);
    await stop();
    scene.start();
    await until('the partitions', async () => right(await scene.asked.checkpoint(inbox)()) !== undefined);
    await scene.caughtUp();
    await until('the drop', async () => right(await scene.views.live('inbox')()) === undefined);
    expect(await scene.differences()).toBe(0);
  });
});

it('gives the rows, the count and the digest that one view has', async () => {
  const madeOf = async (told: ReadonlyArray<Told>, partitions: number) => {
    const one = await openProjecting([inbox], partitions);
    try {
      await one.tell(...told);
      one.start();
      await one.caughtUp();
      await until('the end of its making', () => one.rebuilds().underway('inbox') === undefined);
      const rebuilding = right(await one.rebuilds().begin(inbox, ordered)());
      expect(await rebuilding?.ended).toMatchObject({ ended: 'switched' });
      const found: Array<unknown> = [];
      for await (const { data } of one.journal.readAll({ filter: { eventTypes: ['ProjectionRebuilt'] } }))
        found.push({ ...data, rebuildId: '', differences: { ...(data['differences'] as object), position: '' } });
      return found;
    } finally {
      await one.close();
    }
  };
  await fc.assert(
    fc.asyncProperty(histories, async (told) => {
      expect(await madeOf(told, PARTITIONS)).toStrictEqual(await madeOf(told, 1));
    }),
    { numRuns: 6 },
  );
});

import { setImmediate as nextTurn } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import { histories } from '../../support/histories';
import { openProjecting } from '../../support/projecting';
import {
  openRebuildScene,
  operator,
  ordered,
  reading,
  readingOf,
  requestOf,
  type RebuildScene,
} from '../../support/rebuild-scene';
import { right } from '../../support/right';
import { at } from '../../support/vocabulary';

describe('a view that is made anew', () => {
  let scene: RebuildScene;
  beforeEach(async () => {
    scene = await openRebuildScene();
  });
  afterEach(async () => scene.close());

  it('takes the place of the live one, and says how that one differed, and who ordered it', async () => {
    await scene.withRequests(3);
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
    expect(await scene.unread()).toStrictEqual({ position: 3n, value: 1 });
    const one = await scene.order();
    expect(await one.ended).toMatchObject({ ended: 'switched' });
    expect(await scene.rebuilt()).toStrictEqual([
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
    expect(await scene.differences()).toBe(0);
    await scene.tell(reading);
    await scene.caughtUp();
    expect((await scene.unread()).value).toBe(2);
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
          for (let times = 0; times < 2; times += 1) {
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

  it('reads on its way what it has folded and not stored yet', async () => {
    const count = 640;
    await scene.withRequests(count);
    await scene.tell(...Array.from({ length: count }, (_, n) => readingOf(n + 1)));
    scene.start();
    await scene.caughtUp();
    expect(await scene.unread()).toStrictEqual({ position: 1_280n, value: 0 });
    expect(await (await scene.order()).ended).toMatchObject({ ended: 'switched' });
    expect(await scene.differences()).toBe(0);
    expect(await scene.rebuilt()).toMatchObject([{ events: 2 * count, rows: count, differences: { differing: 0 } }]);
  });

  it('is made once at a time', async () => {
    await scene.withRequests(1);
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
    await scene.withRequests(2);
    scene.start({ views: scene.faulty(() => isAway) });
    await scene.caughtUp();
    isAway = true;
    const one = await scene.order().catch(() => undefined);
    expect(one).toBeUndefined();
    isAway = false;
    const begun = await scene.order();
    isAway = true;
    right(await scene.rebuilds().cancel(inbox)());
    expect(await begun.ended).toStrictEqual({ ended: 'cancelled' });
    expect(await scene.unread()).toStrictEqual({ position: 2n, value: 2 });
    expect(await scene.rebuilt()).toStrictEqual([]);
  });

  it('shows no reader an earlier position than one before, while more is told', async () => {
    await scene.withRequests(600);
    scene.start();
    await scene.caughtUp();
    const positions: Array<bigint> = [];
    const { ended } = await scene.order();
    const over = new AbortController();
    void ended.then(() => over.abort());
    for (let n = 601; !over.signal.aborted; n += 1) {
      await scene.tell(requestOf(n));
      positions.push((await scene.unread()).position);
      await nextTurn();
    }
    expect(await ended).toMatchObject({ ended: 'switched' });
    await scene.caughtUp();
    positions.push((await scene.unread()).position);
    expect(positions).toStrictEqual(positions.toSorted((one, other) => Number(one - other)));
    expect(await scene.differences()).toBe(0);
  });
});

import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import type { Projection } from '../../../src/projections/projection';
import { openRebuildScene, reading, requestOf, type RebuildScene } from '../../support/rebuild-scene';
import { right } from '../../support/right';
import { until } from '../../support/until';

const newer: Projection = { ...inbox, version: 2 };

describe('a view whose projection has a new version', () => {
  let scene: RebuildScene;
  beforeEach(async () => {
    scene = await openRebuildScene();
  });
  afterEach(async () => scene.close());

  it('is not read before it is whole: until then the old one is, as it stands', async () => {
    await scene.withRequests(2);
    scene.start();
    await scene.caughtUp();
    let isAway = true;
    const other = await openNewer(() => isAway);
    expect(await scene.unread()).toStrictEqual({ position: 2n, value: 2 });
    expect(scene.status()).toMatchObject({ status: 'rebuilding', version: 2 });
    expect(scene.progress.position('inbox')).toBe(0n);
    isAway = false;
    await scene.inTime('the new version', async () => right(await scene.views.live('inbox')())?.version === 2);
    expect(await scene.rebuilt()).toMatchObject([
      { version: 2, replaces: 1, actor: { kind: 'system', id: 'projections' }, differences: { missing: 0 } },
    ]);
    await scene.inTime('the following', async () => (await scene.unread()).position === 4n);
    expect(await scene.differences(newer)).toBe(0);
    await other();
  });

  const openNewer = async (isAway: () => boolean): Promise<() => Promise<void>> => {
    await scene.stopAll();
    await scene.tell(requestOf(3));
    const stop = scene.start({ views: scene.faulty((_, rows) => isAway() && rows > 1), projections: [newer] });
    await until('the beginning', async () => right(await scene.views.checkpoint(besideOf(newer))()) !== undefined);
    return stop;
  };

  it('is left alone by a program of the old version, which says so', async () => {
    await scene.withRequests(2);
    const stop = scene.start({ projections: [newer] });
    await until('the new version', async () => right(await scene.views.live('inbox')())?.version === 2);
    await stop();
    await scene.tell(reading);
    scene.start();
    await until('the word', () => scene.status()?.lastError !== undefined);
    expect(scene.status()).toMatchObject({ version: 1, position: 2n, lastError: 'version 2 is live' });
    await scene.clock.advance(5_000);
    expect(right(await scene.views.live('inbox')())).toMatchObject({ version: 2, checkpoint: { position: 2n } });
    expect((await scene.unread()).value).toBe(2);
  });
});

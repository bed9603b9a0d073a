import * as fc from 'fast-check';
import * as TE from 'fp-ts/TaskEither';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../../src/app/audit/verify-view';
import { partitionName, partitionOf } from '../../../src/domain/shared/partitions';
import type { UserId } from '../../../src/domain/shared/codecs';
import { allProjections } from '../../../src/projections/all-projections';
import { histories, type Told } from '../../support/histories';
import { requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { type notificationId } from '../../support/vocabulary';

const PARTITIONS = 5;
const [reader, other] = ['u-1', 'u-2'] as unknown as [UserId, UserId];
const placeOf = (user: UserId): string => partitionName('inbox', partitionOf(user, PARTITIONS));
const requestTo = (userId: UserId): Told => {
  const id = `n-${userId}` as typeof notificationId;
  return { stream: `notification-${id}`, event: requested({ notificationId: id, userId }) };
};

const split = allProjections.filter((projection) => projection.split !== undefined);

const differingIn = async ({ journal, views }: Projecting): Promise<ReadonlyArray<unknown>> => {
  const aside = right(await openTemporaryViews('ledger-1')());
  const openAside = TE.right({ views: aside.views, close: async () => undefined });
  const found: Array<unknown> = [];
  for (const projection of split) {
    const verdict = right(await verifyView({ journal, views, openAside })(projection)());
    if (verdict.differences > 0 || !verdict.isOfThisJournal) found.push(verdict);
  }
  await aside.close();
  return found;
};

it('gives views that equal their folds, however often it is stopped and started, and with two runners at once', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.integer({ min: 1, max: 20 }), fc.boolean(), async (told, size, twice) => {
      const scene = await openProjecting(split, PARTITIONS);
      try {
        for (let from = 0; from < told.length; from += size) {
          await scene.tell(...told.slice(from, from + size));
          const stops = twice ? [scene.start(), scene.start()] : [scene.start()];
          if (from % 2 === 0) await scene.caughtUp();
          for (const stop of stops) await stop();
        }
        scene.start();
        await scene.caughtUp();
        expect(await differingIn(scene)).toStrictEqual([]);
      } finally {
        await scene.close();
      }
    }),
    { numRuns: 4 },
  );
});

describe('a reader of what is one user’s', () => {
  let scene: Projecting;
  beforeEach(async () => {
    scene = await openProjecting(split, PARTITIONS);
    scene.start();
    await scene.tell(requestTo(reader));
    await scene.caughtUp();
  });
  afterEach(async () => scene.close());

  it('waits for one partition, and moves no other', async () => {
    expect(placeOf(reader)).not.toBe(placeOf(other));
    const position = await scene.tell(requestTo(other));
    expect(await scene.progress.reached('inbox', position, 60_000, other)).toBe(true);
    expect(scene.progress.position('inbox')).toBe(1n);
    expect(await scene.progress.reached('inbox', position, 60_000, reader)).toBe(true);
    const positions = Array.from({ length: PARTITIONS }, (_, n) => scene.progress.position(partitionName('inbox', n)));
    expect(positions.filter((one) => one === position)).toHaveLength(2);
    await scene.clock.advance(1_001);
    expect(scene.progress.position('inbox')).toBe(position);
  });

  it('does not keep the others from being moved on within a second', async () => {
    for (let n = 0; n < 12; n += 1) {
      const position = await scene.tell({ ...requestTo(`u-${String(n + 50)}` as UserId) });
      const before = scene.progress.reached('inbox', position, 60_000, reader);
      await scene.clock.advance(100);
      expect(await before).toBe(true);
    }
    expect(scene.progress.position('inbox')).toBeGreaterThan(1n);
  });

  it('sees all of it at once where the view as a whole is waited for', async () => {
    const position = await scene.tell(requestTo(other));
    expect(await scene.progress.reached('inbox', position, 60_000)).toBe(true);
    const positions = Array.from({ length: PARTITIONS }, (_, n) => scene.progress.position(partitionName('inbox', n)));
    expect(new Set(positions)).toStrictEqual(new Set([position]));
  });
});

import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { verifyView } from '../../../src/app/audit/verify-view';
import { createPartitionedFold } from '../../../src/app/workers/partitioned-fold';
import { createReadEvent } from '../../../src/app/workers/read-event';
import type { Fold, FoldedInto } from '../../../src/app/workers/run-projection-fold';
import { isInJournal } from '../../../src/app/workers/run-projection-start';
import type { Checkpoint, Views } from '../../../src/domain/ports/views';
import type { StoredEvent } from '../../../src/domain/shared/stored-event';
import { deliveries } from '../../../src/projections/deliveries/project';
import { directory } from '../../../src/projections/directory/project';
import { inbox } from '../../../src/projections/inbox/project';
import { partsOf } from '../../../src/projections/partitions';
import type { Projection } from '../../../src/projections/projection';
import { historiesOf, type Told } from '../../support/histories';
import { requestOf } from '../../support/rebuild-scene';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { started } from '../../support/delivery-facts';
import { requested } from '../../support/notification-facts';
import { notificationId } from '../../support/vocabulary';

const PARTITIONS = 5;
const away = E.left({ _tag: 'ViewUnavailable' as const, cause: 'away' });

const eventsOf = async ({ journal }: Projecting): Promise<ReadonlyArray<StoredEvent>> => {
  const events: Array<StoredEvent> = [];
  for await (const event of journal.readAll()) events.push(event);
  return events;
};

const openFold = async ({ journal, views }: Projecting, projection: Projection, into: FoldedInto): Promise<Fold> => {
  const parts: Array<{ readonly part: Projection; readonly from: Checkpoint }> = [];
  for (const part of partsOf(projection, PARTITIONS)) {
    const from = right(await views.checkpoint(part)()) ?? right(await views.reset(part)());
    parts.push({ part, from });
  }
  const isOurs = async (checkpoint: Checkpoint): Promise<boolean> => isInJournal(journal, checkpoint);
  return createPartitionedFold({ projection, parts, views: into, readEvent: createReadEvent(), isOurs });
};

/** Gives up after so many steps that were stored: some partitions are ahead then. */
const dying = (views: Views, steps: number): FoldedInto => {
  let left = steps;
  return {
    ...views,
    apply: (view, step) => async () => {
      left -= 1;
      return left < 0 ? away : views.apply(view, step)();
    },
  };
};

const takeFrom = async (fold: Fold, events: ReadonlyArray<StoredEvent>, size: number) => {
  const rest = events.filter(({ position }) => position > fold.stored().position);
  for (let from = 0; from < rest.length; from += size) {
    const taken = await fold.take(rest.slice(from, from + size));
    if (E.isLeft(taken)) return taken;
  }
  return fold.flush();
};

const verdictOf = async (scene: Projecting, projection: Projection) =>
  right(await verifyView({ ...scene, openAside: openTemporaryViews('ledger-1') })(projection)());

const inScene = async (told: ReadonlyArray<Told>, run: (scene: Projecting) => Promise<void>): Promise<void> => {
  const scene = await openProjecting([], PARTITIONS);
  try {
    await scene.tell(...told);
    await run(scene);
  } finally {
    await scene.close();
  }
};

const projections = [inbox, deliveries, directory];
/** Each run folds whole histories, with a real store behind. */
const LONGEST_MILLIS = 120_000;
const sizes = fc.integer({ min: 1, max: 20 });

it(
  'ends at the fold, wherever the partitions stood when it died, however often',
  async () => {
    const deaths = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), sizes), { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(historiesOf(40, 80), deaths, async (told, died) => {
        await inScene(told, async (scene) => {
          const events = await eventsOf(scene);
          for (const projection of projections) {
            for (const [steps, size] of died)
              await takeFrom(await openFold(scene, projection, dying(scene.views, steps)), events, size);
            const last = await openFold(scene, projection, scene.views);
            right(await takeFrom(last, events, 7));
            expect(last.stored().position).toBe(events.at(-1)?.position ?? 0n);
            expect(await verdictOf(scene, projection)).toMatchObject({ differences: 0, isOfThisJournal: true });
          }
        });
      }),
      { numRuns: 3 },
    );
  },
  LONGEST_MILLIS,
);

it(
  'goes on where another process has moved a partition on, and ends at the fold',
  async () => {
    const turns = fc.array(fc.tuple(fc.nat(1), sizes, fc.boolean()), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(historiesOf(40, 80), turns, async (told, order) => {
        await inScene(told, async (scene) => {
          const events = await eventsOf(scene);
          for (const projection of projections) {
            const folds = [
              await openFold(scene, projection, scene.views),
              await openFold(scene, projection, scene.views),
            ];
            for (const [which, size, flushes] of order) {
              const fold = folds[which];
              const next = events.filter(({ position }) => position > (fold?.seen().position ?? 0n)).slice(0, size);
              right((await fold?.take(next)) ?? E.right(undefined));
              if (flushes) right((await fold?.flush()) ?? E.right(undefined));
            }
            for (const fold of folds) {
              const rest = events.filter(({ position }) => position > fold.seen().position);
              right(await fold.take(rest));
              right(await fold.flush());
              right(await fold.look());
            }
            expect(await verdictOf(scene, projection)).toMatchObject({ differences: 0, isOfThisJournal: true });
          }
        });
      }),
      { numRuns: 3 },
    );
  },
  LONGEST_MILLIS,
);

it('folds nothing twice into a partition that is ahead, also where it stands in the midst of a run', async () => {
  const about: Told = { stream: `notification-${notificationId}`, event: requested({ channels: ['email'] }) };
  const attempt: Told = { stream: `delivery-${started(1).data.deliveryId}`, event: started(1) };
  await inScene([about, attempt, requestOf(3)], async (scene) => {
    const events = await eventsOf(scene);
    right(await (await openFold(scene, deliveries, scene.views)).take(events.slice(0, 2)));
    const after = await openFold(scene, deliveries, scene.views);
    expect(after.standings().filter(({ stored }) => stored === 2n)).toHaveLength(1);
    right(await after.take(events.slice(0, 1)));
    right(await after.take(events.slice(1)));
    right(await after.flush());
    expect(await verdictOf(scene, deliveries)).toMatchObject({ differences: 0, isOfThisJournal: true });
  });
});

it('goes no further where a partition was lost, or begun anew', async () => {
  await inScene([requestOf(1)], async (scene) => {
    const events = await eventsOf(scene);
    const fold = await openFold(scene, inbox, scene.views);
    right(await fold.take(events));
    right(await fold.flush());
    const [, , part = inbox] = partsOf(inbox, PARTITIONS);
    const moved = E.left({ _tag: 'CheckpointMoved', view: 'inbox.02' });
    right(await scene.views.reset(part)());
    expect(await fold.look()).toStrictEqual(moved);
    right(await scene.views.drop(part)());
    expect(await fold.look()).toStrictEqual(moved);
  });
});

it('moves the checkpoints that are asked for, and no others', async () => {
  await inScene([requestOf(1)], async (scene) => {
    const fold = await openFold(scene, directory, scene.views);
    right(await fold.take(await eventsOf(scene)));
    const behind = () => fold.standings().flatMap(({ name, stored, seen }) => (stored < seen ? [name] : []));
    const names = partsOf(directory, PARTITIONS).map(({ name }) => name);
    expect(behind()).toStrictEqual(names);
    right(await fold.flush(['directory.02']));
    expect(behind()).toStrictEqual(names.filter((name) => name !== 'directory.02'));
    expect(fold.stored().position).toBe(0n);
    right(await fold.flush());
    expect(behind()).toStrictEqual([]);
    expect(fold.stored().position).toBe(1n);
  });
});

it('stands before an event that it can not read, with everything before it folded', async () => {
  await inScene([requestOf(1), requestOf(2)], async (scene) => {
    const unreadable = { id: 'e-bad', type: 'NotificationRead', data: {}, metadata: {} };
    right(await scene.journal.append('notification-n-9', 'no-stream', [unreadable])());
    await scene.tell(requestOf(3));
    const fold = await openFold(scene, inbox, scene.views);
    expect(await fold.take(await eventsOf(scene))).toMatchObject({ left: { _tag: 'CannotFold' } });
    expect(fold.seen().position).toBe(2n);
  });
});

import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { pastInbox } from '../../../src/app/audit/past-inbox';
import type { AsOfQuery, InboxQuery, Moment, PastItem } from '../../../src/app/queries';
import { createQueries } from '../../../src/app/queries/create-queries';
import type { Clock } from '../../../src/domain/ports/clock';
import type { Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import { failed, started } from '../../support/delivery-facts';
import { histories, type Told } from '../../support/histories';
import { archived, read, requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { createVaultStub } from '../../support/vault-stub';
import { at, notificationId, otherUserId, userId } from '../../support/vocabulary';

const vault = createVaultStub((stream) =>
  stream === 'notification-gone' ? undefined : { title: stream, body: 'A body', data: {} },
);
const whenever = { atLeast: undefined };
const late = at(100_000);

const queriesAt = (scene: Projecting, now: Instant) => {
  const clock: Clock = { ...scene.clock, now: () => now };
  return createQueries({ ...scene, clock, vault });
};
const inboxOf = (user: UserId): InboxQuery => ({
  userId: user,
  unreadOnly: false,
  archived: false,
  type: undefined,
  since: undefined,
  until: undefined,
  paging: { kind: 'cursor', limit: 100, cursor: undefined },
});

/** What the live views show at this time, deliveries included. */
const liveAt = async (scene: Projecting, user: UserId, now: Instant): Promise<ReadonlyArray<PastItem>> => {
  const { inbox, deliveries } = queriesAt(scene, now);
  const { data } = right(await inbox(inboxOf(user), whenever)());
  const items: Array<PastItem> = [];
  for (const item of data) items.push({ ...item, deliveries: right(await deliveries(item.id, whenever)()) });
  return items;
};

const past = async (
  scene: Projecting,
  asked: Partial<AsOfQuery> & Pick<AsOfQuery, 'moment'>,
): Promise<ReadonlyArray<PastItem>> => {
  const items: Array<PastItem> = [];
  let cursor: string | undefined;
  do {
    const query: AsOfQuery = { userId, notificationId: undefined, limit: 3, ...asked, cursor };
    const page = right(await queriesAt(scene, late).asOf(query, whenever)());
    items.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
};

const byCommand = async (scene: Projecting, moment: Moment, withViews: boolean): Promise<ReadonlyArray<PastItem>> => {
  const items: Array<PastItem> = [];
  const sources = { journal: scene.journal, vault, views: withViews ? scene.views : undefined };
  const asked = { userId, moment, notificationId: undefined };
  for await (const item of pastInbox(sources, asked, { now: () => late })) items.push(right(item));
  return items;
};

const position = (n: number | bigint): Moment => ({ kind: 'position', position: BigInt(n) });
const time = (seconds: number): Moment => ({ kind: 'time', at: at(seconds) });
const idsOf = (items: ReadonlyArray<PastItem>): ReadonlyArray<string> => items.map(({ id }) => id);

/** Requests of a batch's members are found by their ids, which these histories have not. */
const locatable = (told: ReadonlyArray<Told>): ReadonlyArray<Told> => {
  const stories = told.filter(({ stream }) => !stream.startsWith('chunk-'));
  const requests = new Set(
    stories.flatMap(({ event }) => (event.type === 'NotificationRequested' ? [event.data.notificationId] : [])),
  );
  return stories.filter(({ event: { data } }) => !('notificationId' in data) || requests.has(data.notificationId));
};

describe('an inbox of the past', () => {
  let scene: Projecting;
  beforeEach(async () => {
    scene = await openProjecting();
    scene.start();
  });
  afterEach(async () => scene.close());

  it('is at every position and time what the live inbox was when the ledger had come so far', async () => {
    await fc.assert(
      fc.asyncProperty(histories.map(locatable), async (told) => {
        const one = await openProjecting();
        one.start();
        try {
          const seen: Array<Readonly<Record<string, ReadonlyArray<PastItem>>>> = [];
          for (const [index, fact] of told.entries()) {
            await one.tell(fact);
            await one.caughtUp();
            const now = at(index + 1);
            seen.push({
              [userId]: await liveAt(one, userId, now),
              [otherUserId]: await liveAt(one, otherUserId, now),
            });
          }
          for (const user of [userId, otherUserId])
            for (const [index, live] of seen.entries()) {
              expect(await past(one, { userId: user, moment: position(index + 1) })).toStrictEqual(live[user]);
              expect(await past(one, { userId: user, moment: time(index + 1) })).toStrictEqual(live[user]);
            }
        } finally {
          await one.close();
        }
      }),
      { numRuns: 6 },
    );
  });

  it('is now the live one, scheduled notifications included once they are due', async () => {
    await fc.assert(
      fc.asyncProperty(histories.map(locatable), async (told) => {
        const one = await openProjecting();
        one.start();
        try {
          await one.tell(...told);
          await one.caughtUp();
          const live = await liveAt(one, userId, late);
          expect(await past(one, { moment: { kind: 'time', at: at(200_000) } })).toStrictEqual(live);
          for (const withViews of [true, false])
            expect(await byCommand(one, { kind: 'time', at: late }, withViews)).toStrictEqual(live);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 6 },
    );
  });

  it('shows deliveries as they stood, and what was read or archived since as it was', async () => {
    await scene.tell(
      { stream: 'notification-n-1', event: requested() },
      { stream: 'delivery-n-1.email', event: started(1) },
      { stream: 'delivery-n-1.email', event: failed(1, at(60)) },
      { stream: 'notification-n-1', event: read },
      { stream: 'notification-n-1', event: archived },
    );
    const [item] = await past(scene, { moment: position(2) });
    expect(item?.readAt).toBeNull();
    expect(item?.deliveries.find(({ channel }) => channel === 'email')?.attempts).toMatchObject([{ outcome: 'open' }]);
    expect(idsOf(await past(scene, { moment: position(4) }))).toStrictEqual([notificationId]);
    expect(idsOf(await past(scene, { moment: position(5) }))).toStrictEqual([]);
  });

  it('has nothing before the first event, and of a named notification what it was, wherever it stood', async () => {
    await scene.tell(
      { stream: 'notification-n-1', event: requested() },
      { stream: 'notification-n-1', event: archived },
    );
    expect(await past(scene, { moment: position(0) })).toStrictEqual([]);
    expect(await past(scene, { moment: time(-60) })).toStrictEqual([]);
    expect(idsOf(await past(scene, { moment: position(2), notificationId }))).toStrictEqual([notificationId]);
    expect(await past(scene, { moment: position(2), notificationId, userId: otherUserId })).toStrictEqual([]);
  });

  it("shows as erased what can't be opened any more", async () => {
    const gone = requested({ notificationId: 'gone' as NotificationId });
    await scene.tell({ stream: 'notification-gone', event: gone });
    expect(await past(scene, { moment: position(1) })).toMatchObject([{ id: 'gone', title: null, body: null }]);
  });

  it('never reads the ledger through', async () => {
    await scene.tell({ stream: 'notification-n-1', event: requested() });
    const reads: Array<bigint | undefined> = [];
    const journal = {
      ...scene.journal,
      readAll: (options: Parameters<typeof scene.journal.readAll>[0]) => {
        reads.push(options?.before);
        return scene.journal.readAll(options);
      },
    };
    expect(idsOf(await past({ ...scene, journal }, { moment: time(1) }))).toStrictEqual([notificationId]);
    expect(reads).toStrictEqual([]);
  });

  it('of a position that the ledger has not reached is not there yet', async () => {
    await scene.tell({ stream: 'notification-n-1', event: requested() });
    await scene.caughtUp();
    const query = { userId, moment: position(2), notificationId: undefined, limit: 3, cursor: undefined };
    const asked = queriesAt(scene, late).asOf(query, whenever)();
    await scene.clock.advance(2_000);
    expect(await asked).toStrictEqual(E.left({ _tag: 'Unavailable', component: 'views', retryAfterSeconds: 1 }));
  });
});

it('reads from the journal what the view has not taken in, where it is asked beside a server that is behind', async () => {
  const scene = await openProjecting();
  try {
    const stop = scene.start();
    await scene.tell({ stream: 'notification-n-1', event: requested() });
    await scene.caughtUp();
    await stop();
    const second = requested({ notificationId: 'n-2' as NotificationId });
    await scene.tell({ stream: 'notification-n-2', event: second }, { stream: 'notification-n-1', event: archived });
    expect(idsOf(await byCommand(scene, time(2), true))).toStrictEqual(['n-2', 'n-1']);
    expect(idsOf(await byCommand(scene, time(3), true))).toStrictEqual(['n-2']);
  } finally {
    await scene.close();
  }
});

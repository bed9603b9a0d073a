import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { createQueries } from '../../../src/app/queries/create-queries';
import { createReadHistory } from '../../../src/app/queries/create-read-history';
import type { HistoryEvent, HistoryFilter } from '../../../src/app/queries';
import { JournalError } from '../../../src/domain/ports/journal';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';
import { started, succeeded } from '../../support/delivery-facts';
import { histories, type Told } from '../../support/histories';
import { read, requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { createVaultStub } from '../../support/vault-stub';
import { at, notificationId, userId } from '../../support/vocabulary';

const vault = createVaultStub((stream) => (stream === 'notification-gone' ? undefined : 'opened'));
const now = { atLeast: undefined };
const story: ReadonlyArray<Told> = [
  { stream: 'notification-n-1', event: requested() },
  { stream: 'delivery-n-1.email', event: started(1) },
  { stream: 'notification-n-1', event: read },
  { stream: 'delivery-n-1.email', event: succeeded(1) },
  {
    stream: 'notification-n-2',
    event: requested({ notificationId: 'n-2' as NotificationId, userId: 'u-2' as UserId }),
  },
];
const placed = (events: ReadonlyArray<HistoryEvent>) =>
  events.map(({ position, event, personal }) => [position, event.type, personal]);

describe('a history', () => {
  let scene: Projecting;
  beforeEach(async () => {
    scene = await openProjecting();
  });
  afterEach(async () => scene.close());
  const queries = () => createQueries({ ...scene, vault });

  it('of a notification has its events and its deliveries, in journal order, opened', async () => {
    await scene.tell(...story);
    expect(placed(right(await queries().historyOfNotification(notificationId, now)()))).toStrictEqual([
      [1n, 'NotificationRequested', 'opened'],
      [2n, 'DeliveryAttemptStarted', null],
      [3n, 'NotificationRead', null],
      [4n, 'DeliveryAttemptSucceeded', null],
    ]);
  });

  it("of a batch's member begins with its request in the chunk, not another's", async () => {
    const member = (offset: number) => `b-1.0.${String(offset)}` as NotificationId;
    const chunk = [0, 1].map((offset) => ({
      stream: 'chunk-b-1.0',
      event: requested({ notificationId: member(offset) }),
    }));
    const reading = { type: 'NotificationRead', data: { notificationId: member(1), userId } } as const;
    await scene.tell(...chunk, { stream: `notification-${member(1)}`, event: reading });
    expect(placed(right(await queries().historyOfNotification(member(1), now)()))).toStrictEqual([
      [2n, 'NotificationRequested', 'opened'],
      [3n, 'NotificationRead', null],
    ]);
  });

  it.each(['n-9', 'b-1.0.7'])('of %s, which nobody requested, is not there', async (id) => {
    await scene.tell(...story);
    const outcome = await queries().historyOfNotification(id as NotificationId, now)();
    expect(outcome).toStrictEqual(E.left({ _tag: 'NotFound' }));
  });

  it('of a user has every event about that user once, in journal order, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 10 }), async (told, limit) => {
        const one = await openProjecting();
        try {
          // A member of a batch is found by its id, which these have not.
          const stories = told.filter(({ stream }) => !stream.startsWith('chunk-'));
          const requests = new Set(
            stories.flatMap(({ event }) => (event.type === 'NotificationRequested' ? [event.data.notificationId] : [])),
          );
          const told2 = stories.filter(
            ({ event: { data } }) => !('notificationId' in data) || requests.has(data.notificationId),
          );
          await one.tell(...told2);
          one.start();
          await one.caughtUp();
          const { historyOfUser } = createQueries({ ...one, vault });
          const found: Array<bigint> = [];
          for (let after: bigint | null = 0n; after !== null;) {
            const page: { data: ReadonlyArray<HistoryEvent>; next: bigint | null } = right(
              await historyOfUser(userId, { after, limit }, now)(),
            );
            found.push(...page.data.map(({ position }) => position));
            after = page.next;
          }
          const expected = told2.flatMap(({ event: { data } }, index) =>
            'userId' in data && data.userId === userId ? [BigInt(index) + 1n] : [],
          );
          expect(found).toStrictEqual(expected);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('the whole history', () => {
  let scene: Projecting;
  beforeEach(async () => {
    scene = await openProjecting();
  });
  afterEach(async () => scene.close());
  const open = { from: undefined, to: undefined, fromPosition: undefined };
  const none: HistoryFilter = { ...open, type: undefined, stream: undefined, correlationId: undefined };
  const positions = async (given: Partial<HistoryFilter>): Promise<ReadonlyArray<bigint>> => {
    const found: Array<bigint> = [];
    for await (const { position } of createReadHistory({ ...scene, vault })({ ...none, ...given }))
      found.push(position);
    return found;
  };

  it.each<[string, Partial<HistoryFilter>, ReadonlyArray<bigint>]>([
    ['everything', {}, [1n, 2n, 3n, 4n, 5n]],
    ['a range of time, its end excluded', { from: at(2), to: at(4) }, [2n, 3n]],
    ['what follows a position, itself included', { fromPosition: 4n }, [4n, 5n]],
    ['one type', { type: 'NotificationRequested' }, [1n, 5n]],
    ['one stream', { stream: 'delivery-n-1.email' }, [2n, 4n]],
    ['one stream, from a position', { stream: 'delivery-n-1.email', fromPosition: 3n }, [4n]],
    ['one correlation', { correlationId: 'correlation-3' }, [3n]],
    ['no stream of which another is the beginning', { stream: 'notification-n' }, []],
  ])('gives %s', async (_, filter, expected) => {
    await scene.tell(...story);
    expect(await positions(filter)).toStrictEqual(expected);
  });

  it('says what was erased', async () => {
    await scene.tell({ stream: 'notification-gone', event: requested() });
    for await (const { personal } of createReadHistory({ ...scene, vault })(none))
      expect(personal).toStrictEqual({ erased: true });
  });

  it('opens personal parts a hundred at a time', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `n-${String(index)}` as NotificationId);
    await scene.tell(...many.map((id) => ({ stream: `notification-${id}`, event: requested({ notificationId: id }) })));
    const before = vault.calls();
    expect(await positions({})).toHaveLength(250);
    expect(vault.calls() - before).toBe(3);
  });

  it('ends at an event that it can not read, rather than leaving it out', async () => {
    await scene.tell(...story);
    const broken = { id: 'e-9', type: 'NotificationRead', data: {}, metadata: {} };
    right(await scene.journal.append('notification-n-3', 'no-stream', [broken])());
    await expect(positions({})).rejects.toThrow(JournalError);
    await expect(positions({})).rejects.toThrow('MalformedEvent NotificationRead at position 6');
  });
});

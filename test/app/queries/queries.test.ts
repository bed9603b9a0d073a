import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { createQueries } from '../../../src/app/queries/create-queries';
import type { InboxQuery, Listed, Paging, Queries } from '../../../src/app/queries';
import type { DomainEvent } from '../../../src/domain/events';
import type { Instant, NotificationId, UserId } from '../../../src/domain/shared/codecs';
import { failed, started } from '../../support/delivery-facts';
import type { Told } from '../../support/histories';
import { archived, cancelled, read, requested } from '../../support/notification-facts';
import { openProjecting, type Projecting } from '../../support/projecting';
import { right } from '../../support/right';
import { createVaultStub, type VaultStub } from '../../support/vault-stub';
import { at, notificationId, otherUserId, sealed, userId } from '../../support/vocabulary';

const now = { atLeast: undefined };
const byCursor = (limit: number, cursor?: string): Paging => ({ kind: 'cursor', limit, cursor });
const anyTime = { type: undefined, since: undefined, until: undefined };
const all: Omit<InboxQuery, 'paging'> = { userId, unreadOnly: false, archived: false, ...anyTime };
const named = (n: number) => `n-${String(n)}` as NotificationId;
const streamOf = (n: number) => `notification-${named(n)}`;
const request = (n: number, given: Parameters<typeof requested>[0] = {}): Told => ({
  stream: streamOf(n),
  event: requested({ notificationId: named(n), type: n % 3 === 0 ? 'third' : 'other', ...given }),
});
const about = (n: number, { type, data }: DomainEvent): Told => {
  const event = { type, data: { ...data, notificationId: named(n) } } as DomainEvent;
  return { stream: streamOf(n), event };
};
const ids = <A extends { readonly id: string }>({ data }: Listed<A>): ReadonlyArray<string> => data.map(({ id }) => id);

describe('the queries', () => {
  let scene: Projecting;
  let vault: VaultStub;
  let queries: Queries;

  beforeEach(async () => {
    scene = await openProjecting();
    vault = createVaultStub((stream) =>
      stream.endsWith('-erased') ? undefined : { title: stream, body: 'b', data: {} },
    );
    queries = createQueries({ ...scene, vault });
    // The facts are told from noon on, and read at one o'clock.
    await scene.clock.advance(5 * 3_600_000);
    scene.start();
  });
  afterEach(async () => scene.close());
  const tell = async (...told: ReadonlyArray<Told>): Promise<bigint> => {
    const position = await scene.tell(...told);
    await scene.caughtUp();
    return position;
  };
  const inbox = async (given: Partial<InboxQuery>) =>
    right(await queries.inbox({ ...all, paging: byCursor(20), ...given }, now)());

  describe('the inbox', () => {
    it('shows what was asked for, opened, with one call to the key ring', async () => {
      await tell(request(1), request(2));
      const { data } = await inbox({});
      expect(vault.calls()).toBe(1);
      expect(data[1]).toStrictEqual({
        id: 'n-1',
        userId: 'u-1',
        type: 'other',
        title: 'notification-n-1',
        body: 'b',
        data: {},
        priority: 'P0',
        status: 'requested',
        createdAt: at(1),
        sendAt: null,
        expiresAt: null,
        readAt: null,
        archivedAt: null,
        channels: [
          { channel: 'websocket', status: 'succeeded' },
          { channel: 'email', status: 'pending' },
        ],
      });
    });

    it('shows an erased notification without its content', async () => {
      await tell({ ...request(1), stream: 'notification-erased' });
      expect((await inbox({})).data).toMatchObject([{ id: 'n-1', title: null, body: null, data: null }]);
    });

    it('is of one user, newest first, without what is archived or still to come', async () => {
      await tell(
        request(1),
        request(2, { userId: otherUserId }),
        request(3),
        request(4),
        about(3, archived),
        request(5, { sendAt: '2999-01-01T00:00:00.000Z' as Instant }),
      );
      expect(ids(await inbox({}))).toStrictEqual(['n-4', 'n-1']);
      expect(ids(await inbox({ archived: true }))).toStrictEqual(['n-3']);
      expect(right(await queries.unreadCount(userId, now)())).toBe(2);
      expect(await queries.shownNotification(named(5), now)()).toStrictEqual(E.left({ _tag: 'NotFound' }));
    });

    it('narrows by reading, type and time', async () => {
      await tell(request(1), request(2), request(3), request(4), about(2, read));
      expect(ids(await inbox({ unreadOnly: true }))).toStrictEqual(['n-4', 'n-3', 'n-1']);
      expect(ids(await inbox({ type: 'third' }))).toStrictEqual(['n-3']);
      expect(ids(await inbox({ since: at(2), until: at(4) }))).toStrictEqual(['n-3', 'n-2']);
    });

    it('gives everything once, page after page, by cursor as by number', async () => {
      const count = 23;
      await tell(...Array.from({ length: count }, (_, index) => request(index + 1)));
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.constantFrom(undefined, 'third'), async (size, type) => {
          const byCursors: Array<string> = [];
          for (let cursor: string | undefined, isMore = true; isMore;) {
            const page = await inbox({ type, paging: byCursor(size, cursor) });
            byCursors.push(...ids(page));
            cursor = page.nextCursor ?? undefined;
            isMore = cursor !== undefined;
          }
          const byNumber: Array<string> = [];
          const pages = Math.ceil(count / size) + 1;
          for (let page = 1; page <= pages; page += 1) {
            const numbered = await inbox({ type, paging: { kind: 'page', page, pageSize: size } });
            byNumber.push(...ids(numbered));
            expect(numbered.total).toBe(type === undefined ? count : 7);
          }
          const expected = Array.from({ length: count }, (_, index) => count - index);
          const wanted = expected.filter((n) => type === undefined || n % 3 === 0).map((n) => `n-${String(n)}`);
          expect(byCursors).toStrictEqual(wanted);
          expect(byNumber).toStrictEqual(wanted);
        }),
        { numRuns: 12 },
      );
    });

    it.each(['', 'x', '%%%', 'WzFd', 'WyJhIiwiYiJd='])('refuses the cursor "%s"', async (cursor) => {
      const outcome = await queries.inbox({ ...all, paging: byCursor(5, cursor) }, now)();
      expect(outcome).toStrictEqual(
        E.left({ _tag: 'InvalidInput', errors: [{ path: '/cursor', message: 'is not a cursor of this list' }] }),
      );
    });

    it('is not confirmed where the key ring does not answer', async () => {
      await tell(request(1));
      vault.setAway();
      const outcome = await queries.inbox({ ...all, paging: byCursor(5) }, now)();
      expect(outcome).toStrictEqual(E.left({ _tag: 'Unavailable', component: 'keyring', retryAfterSeconds: 1 }));
    });
  });

  describe('a read that says what it must have seen', () => {
    it('waits for it', async () => {
      const atLeast = await scene.tell(request(1));
      expect(right(await queries.unreadCount(userId, { atLeast })())).toBe(1);
    });

    const beyond = { atLeast: 99n };
    const reads = {
      'of a view': async () => queries.unreadCount(userId, beyond)(),
      'of a history': async () => queries.historyOfNotification(named(1), beyond)(),
      'of the journal': async () => queries.reached(beyond)(),
    };
    it.each(Object.entries(reads))('%s is not confirmed after 2 s', async (_name, read) => {
      const waiting = read();
      await scene.clock.advance(2_000);
      expect(await waiting).toStrictEqual(E.left({ _tag: 'Unavailable', component: 'views', retryAfterSeconds: 1 }));
    });
  });

  it('says how one notification stands', async () => {
    await tell(request(1), about(1, cancelled));
    expect(right(await queries.notification(named(1), now)())).toMatchObject({ id: 'n-1', status: 'cancelled' });
    expect(await queries.notification(named(9), now)()).toStrictEqual(E.left({ _tag: 'NotFound' }));
  });

  it('lists deliveries, and what waits for another try', async () => {
    const delivery = 'delivery-n-1.email';
    const events = [started(1), failed(1, at(60))].map((event) => ({ stream: delivery, event }));
    await tell(request(1), ...events);
    const deliveries = right(await queries.deliveries(notificationId, now)());
    expect(deliveries).toMatchObject([
      { id: 'n-1.websocket', status: 'succeeded', attempts: [] },
      { id: 'n-1.email', status: 'retrying', nextTryAt: at(60), attempts: [{ number: 1, reason: 'smtp-450' }] },
    ]);
    const { deliveryId, ...about } = {
      deliveryId: 'n-1.email',
      notificationId,
      userId,
      channel: 'email',
      priority: 'P0',
    };
    const retry = { deliveryId, ...about, attempts: 1, reason: 'smtp-450', nextTryAt: at(60) };
    expect(right(await queries.retries(byCursor(5), now)())).toStrictEqual({ data: [retry], nextCursor: null });
    expect(await queries.deliveries(named(9), now)()).toStrictEqual(E.left({ _tag: 'NotFound' }));
  });

  it('knows a recipient, or does not', async () => {
    const event: DomainEvent = {
      type: 'ContactsChanged',
      data: { userId, cause: 'c', changedAt: at(0), set: ['email'], cleared: [], personal: sealed },
    };
    const contacts = createQueries({ ...scene, vault: createVaultStub(() => ({ email: 'u-1@example.org' })) });
    await tell({ stream: 'recipient-u-1', event });
    expect(right(await contacts.recipient(userId, now)())).toStrictEqual({
      userId,
      contacts: { email: 'u-1@example.org' },
      roles: [],
      erased: false,
    });
    expect(await contacts.recipient('u-9' as UserId, now)()).toStrictEqual(E.left({ _tag: 'NotFound' }));
  });
});

import type { DomainEvent } from '../../src/domain/events';
import { inbox } from '../../src/projections/inbox/project';
import { receipt, started, succeeded } from '../support/delivery-facts';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { archived, cancelled, expired, read, requested } from '../support/notification-facts';
import { at, deliveryRef, sealed } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(inbox, recordedAll(events.map((event) => ({ stream: 'notification-n-1', event }))));
const itemAfter = (...events: ReadonlyArray<DomainEvent>) => rowsAfter(...events)[0]?.value;
const listsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  ['inbox/u-1', 'unread/u-1', 'archived/u-1', 'user/u-1'].filter(
    (index) => listed(rowsAfter(...events), index).length > 0,
  );
const onWebsocket = { ...deliveryRef('websocket'), provider: 'socket' };

describe('the inbox', () => {
  it('shows a notification from its request on, its content sealed as it was recorded', () => {
    expect(itemAfter(requested())).toStrictEqual({
      notificationId: 'n-1',
      userId: 'u-1',
      type: 'device.error',
      priority: 'P0',
      createdAt: at(0),
      sendAt: null,
      expiresAt: null,
      visibleAt: at(0),
      content: {
        stream: 'notification-n-1',
        type: 'NotificationRequested',
        eventId: '00000000-0000-4000-8000-000000000000',
        sealed,
      },
      readAt: null,
      archivedAt: null,
      cancelledAt: null,
      expiredAt: null,
      channels: [
        { channel: 'websocket', status: 'succeeded', pushedAt: null },
        { channel: 'email', status: 'pending', pushedAt: null },
      ],
      position: '1',
      lastPosition: '1',
    });
  });

  it('keeps the time of the first reading', () => {
    expect(itemAfter(requested(), read, read)?.['readAt']).toBe(at(1));
  });

  it('sorts what is scheduled by the time from which it is seen', () => {
    const [row] = rowsAfter(requested({ sendAt: at(600) }));
    expect(row?.indexes.find(({ index }) => index === 'inbox/u-1')?.sort).toBe(`${at(600)}#00000000000000000001`);
  });

  it.each([
    ['a new one', [requested()], ['inbox/u-1', 'unread/u-1', 'user/u-1']],
    ['one that was read', [requested(), read], ['inbox/u-1', 'user/u-1']],
    ['one that was archived unread', [requested(), archived], ['archived/u-1', 'user/u-1']],
    ['one that was archived and read after', [requested(), archived, read], ['archived/u-1', 'user/u-1']],
    ['one called off after it was seen', [requested(), cancelled], ['inbox/u-1', 'unread/u-1', 'user/u-1']],
    ['one called off before it was to be seen', [requested({ sendAt: at(600) }), cancelled], ['user/u-1']],
    ['one that expired', [requested(), expired], ['inbox/u-1', 'unread/u-1', 'user/u-1']],
  ])('lists %s where it belongs', (_, events, lists) => {
    expect(listsAfter(...events)).toStrictEqual(lists);
  });

  it('follows the channels of a notification', () => {
    expect(itemAfter(requested(), started(1), succeeded(1))?.['channels']).toStrictEqual([
      { channel: 'websocket', status: 'succeeded', pushedAt: null },
      { channel: 'email', status: 'succeeded', pushedAt: null },
    ]);
  });

  it('says when a socket took it: at once', () => {
    const pushed = itemAfter(requested(), started(1, onWebsocket), succeeded(1, onWebsocket));
    expect(pushed?.['channels']).toContainEqual({ channel: 'websocket', status: 'succeeded', pushedAt: at(2) });
  });

  it('says when a socket took it: after it was scheduled', () => {
    const stored = { ...onWebsocket, provider: 'inbox' };
    const socket = receipt('socket');
    const push = { ...socket, data: { ...socket.data, ...onWebsocket, status: 'pushed' } } as DomainEvent;
    const pushed = itemAfter(requested({ sendAt: at(1) }), started(1, stored), succeeded(1, stored), push);
    expect(pushed?.['channels']).toContainEqual({ channel: 'websocket', status: 'succeeded', pushedAt: at(3) });
  });

  it('knows where the last event about it stands', () => {
    expect(itemAfter(requested(), started(1), read)).toMatchObject({ position: '1', lastPosition: '3' });
  });
});

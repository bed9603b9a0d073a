import * as TE from 'fp-ts/TaskEither';
import type { Commands } from '../../../src/app/commands';
import type { AppFailure } from '../../../src/app/failure';
import type { InboxQuery, ReadAt } from '../../../src/app/queries';
import { asService, asUser, withApi } from '../../support/http-api';
import { holdingOne, item, NOW, obliging } from '../../support/http-deps';

const templated = { userId: 'u-1', templateCode: 'device.error', data: { deviceId: 'd-1' } };

/** Use cases that keep what they were asked. */
const spying = () => {
  const calls: Array<ReadonlyArray<unknown>> = [];
  const commands: Commands = {
    ...obliging,
    requestNotification: (...asked) => {
      calls.push(asked);
      return obliging.requestNotification(...asked);
    },
    changeContacts: (...asked) => {
      calls.push(asked);
      return obliging.changeContacts(...asked);
    },
  };
  return { commands, calls };
};

describe('POST /notifications', () => {
  it('answers 201 with the place in the ledger and the way to the notification', async () => {
    await withApi({}, async (api) => {
      const answer = await api
        .post('/notifications')
        .set('authorization', await asService())
        .send(templated);
      expect(answer.status).toBe(201);
      expect(answer.body).toStrictEqual({ id: 'n-1', status: 'requested', channels: ['websocket'], createdAt: NOW });
      expect(answer.headers).toMatchObject({ 'ledger-position': '7', location: '/notifications/n-1' });
      expect(answer.headers['idempotent-replayed']).toBeUndefined();
    });
  });
  it('hands on what was asked, in the ledger’s own words', async () => {
    const { commands, calls } = spying();
    const times = { sendAt: '2026-03-02T08:00:00+08:00', expiresAt: '2026-03-03T00:00:00Z' };
    const body = { ...templated, channels: ['email', 'email', 'carrier'], priority: 10, locale: 'en-US', ...times };
    await withApi({ commands }, async (api) => {
      await api
        .post('/notifications/')
        .set({ authorization: await asService('billing'), 'idempotency-key': 'k 1' })
        .send(body);
    });
    expect(calls).toStrictEqual([
      [
        { kind: 'service', id: 'billing' },
        {
          userId: 'u-1',
          content: { kind: 'template', code: 'device.error' },
          data: { deviceId: 'd-1' },
          channels: ['email', 'email', 'carrier'],
          priority: 'P0',
          locale: 'en-US',
          sendAt: '2026-03-02T00:00:00.000Z',
          expiresAt: '2026-03-03T00:00:00.000Z',
        },
        { key: 'k 1', method: 'POST', path: '/notifications' },
      ],
    ]);
  });
  it.each([
    ['urgent', 'P0'],
    ['high', 'P1'],
    [5, 'P2'],
    ['P3', 'P3'],
  ])('takes the priority %s for %s', async (priority, stored) => {
    const { commands, calls } = spying();
    await withApi({ commands }, async (api) => {
      await api
        .post('/notifications')
        .set('authorization', await asService())
        .send({ ...templated, priority });
    });
    expect(calls[0]?.[1]).toMatchObject({ priority: stored });
  });
  it('says that a repeat was answered before', async () => {
    const value = { id: item.id, status: 'requested', channels: [], createdAt: NOW } as const;
    const commands: Commands = {
      ...obliging,
      requestNotification: () => TE.right({ value, position: 7n, replayed: true }),
    };
    await withApi({ commands }, async (api) => {
      const answer = await api
        .post('/notifications')
        .set({ authorization: await asService(), 'idempotency-key': 'k-1' })
        .send(templated);
      expect(answer.status).toBe(201);
      expect(answer.headers['idempotent-replayed']).toBe('true');
    });
  });

  const failures: ReadonlyArray<readonly [number, AppFailure]> = [
    [422, { _tag: 'Impossible', errors: [{ path: '/templateCode', message: 'is not known' }] }],
    [422, { _tag: 'KeyReused' }],
    [409, { _tag: 'WrongState', detail: 'The secret is gone.' }],
    [503, { _tag: 'Unavailable', component: 'journal', retryAfterSeconds: 2 }],
  ];
  it.each(failures)('answers %i to %j', async (status, failure) => {
    await withApi({ commands: { ...obliging, requestNotification: () => TE.left(failure) } }, async (api) => {
      const answer = await api
        .post('/notifications')
        .set('authorization', await asService())
        .send(templated);
      expect(answer.status).toBe(status);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined);
    });
  });
});

describe('reading', () => {
  const asked = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const calls: Array<readonly [InboxQuery, ReadAt]> = [];
    const inbox = (query: InboxQuery, at: ReadAt) => {
      calls.push([query, at]);
      return holdingOne.inbox(query, at);
    };
    await withApi({ queries: { ...holdingOne, inbox } }, async (api) => {
      await api.get(path).set({ authorization: await asUser('u-1', 'user'), ...headers });
    });
    return calls;
  };
  const all = { unreadOnly: false, archived: false, type: undefined, since: undefined, until: undefined };

  it('asks for the own inbox, twenty at a time', async () => {
    const paging = { kind: 'cursor', limit: 20, cursor: undefined };
    expect(await asked('/notifications')).toStrictEqual([[{ userId: 'u-1', ...all, paging }, { atLeast: undefined }]]);
  });
  it('passes filters, the cursor and the position to wait for', async () => {
    const path = '/notifications?unreadOnly=true&type=news&since=2026-01-01T00:00:00Z&limit=5&cursor=abc';
    const paging = { kind: 'cursor', limit: 5, cursor: 'abc' };
    const filters = { unreadOnly: true, type: 'news', since: '2026-01-01T00:00:00.000Z' };
    expect(await asked(path, { 'ledger-position': '18446744073709551615' })).toStrictEqual([
      [{ userId: 'u-1', ...all, ...filters, paging }, { atLeast: 2n ** 64n - 1n }],
    ]);
  });
  it('takes pages too', async () => {
    const paging = { kind: 'page', page: 2, pageSize: 50 };
    expect(await asked('/notifications?page=2&pageSize=50')).toMatchObject([[{ paging }, {}]]);
  });
  it('answers the item as the inbox has it, stored by no cache', async () => {
    await withApi({}, async (api) => {
      const answer = await api.get('/notifications/n-1').set('authorization', await asUser('u-1', 'user'));
      expect(answer.body).toStrictEqual(item);
      expect(answer.headers['cache-control']).toBe('no-store');
    });
  });
});

describe('writing', () => {
  it('answers a reading with the item as it stands after it', async () => {
    const positions: Array<bigint | undefined> = [];
    const notification = (id: typeof item.id, at: ReadAt) => {
      positions.push(at.atLeast);
      return holdingOne.notification(id, at);
    };
    await withApi({ queries: { ...holdingOne, notification } }, async (api) => {
      const answer = await api.patch('/notifications/n-1/read').set('authorization', await asUser('u-1', 'user'));
      expect(answer.status).toBe(200);
      expect(answer.body).toStrictEqual(item);
      expect(answer.headers['ledger-position']).toBe('7');
    });
    expect(positions).toStrictEqual([7n]);
  });
  it('sets, clears and leaves contacts', async () => {
    const { commands, calls } = spying();
    const subscription = { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } };
    const body = {
      email: 'b@example.org',
      phone: null,
      pushSubscriptions: [{ ...subscription, expirationTime: null }],
    };
    await withApi({ commands }, async (api) => {
      const answer = await api
        .put('/recipients/u-1')
        .set('authorization', await asUser('u-1', 'user'))
        .send(body);
      expect(answer.status).toBe(200);
    });
    expect(calls[0]?.[2]).toStrictEqual({
      set: { email: 'b@example.org', pushSubscriptions: [subscription] },
      cleared: ['phone'],
      roles: undefined,
    });
  });
  it('archives with no content, several with a count', async () => {
    await withApi({}, async (api) => {
      const authorization = await asUser('u-1', 'user');
      const one = await api.delete('/notifications/n-1').set({ authorization });
      const ids = ['n-1', 'n-2', 'n-1'];
      const several = await api.post('/notifications/batch/delete').set({ authorization }).send({ ids });
      expect([one.status, one.text, several.body]).toStrictEqual([204, '', { count: 2 }]);
    });
  });
});

import type { GuardedRouteId } from '../../../src/app/http/access';
import { routes } from '../../../src/app/http/routes';
import { asService, asUser, withApi } from '../../support/http-api';
import { item } from '../../support/http-deps';

/** What each caller may, over their own things; `u-1` owns the notification `n-1`. */
const callers = {
  user: async () => asUser('u-1', 'user'),
  auditor: async () => asUser('u-1', 'auditor'),
  operator: async () => asUser('u-1', 'operator'),
  'template-manager': async () => asUser('u-1', 'template-manager'),
  admin: async () => asUser('u-1', 'admin'),
  super_admin: async () => asUser('u-1', 'super_admin'),
  service: async () => asService(),
} as const;
type Kind = keyof typeof callers;

const users: ReadonlyArray<Kind> = ['user', 'auditor', 'operator', 'template-manager', 'admin', 'super_admin'];
const admins: ReadonlyArray<Kind> = ['admin', 'super_admin'];
const operators: ReadonlyArray<Kind> = ['operator', ...admins];
const auditors: ReadonlyArray<Kind> = ['auditor', 'super_admin'];

const may: Readonly<Record<GuardedRouteId, ReadonlyArray<Kind>>> = {
  requestNotification: ['service', ...admins],
  cancelNotification: ['service', ...admins],
  listBatches: ['service', ...auditors, 'admin'],
  readBatch: ['service', ...auditors, 'admin'],
  listBatchFailures: ['service', ...auditors, 'admin'],
  pauseBatch: ['service', ...admins],
  resumeBatch: ['service', ...admins],
  cancelBatch: ['service', ...admins],
  requestBulk: ['service', ...admins],
  broadcast: ['service', ...admins],
  listInbox: [...users, 'service'],
  listInboxOfUser: [...users, 'service'],
  countUnread: users,
  readNotification: users,
  listDeliveries: [...auditors, 'admin'],
  readStatistics: [...auditors, 'admin'],
  markRead: users,
  markAllRead: users,
  archiveNotification: users,
  archiveNotifications: users,
  readRecipient: [...users, 'service'],
  changeRecipient: [...users, 'service'],
  eraseRecipient: admins,
  listRetries: operators,
  retryDelivery: operators,
  abandonDelivery: operators,
  listDeadLetters: operators,
  replayDeadLetter: operators,
  discardDeadLetter: operators,
  listProjections: operators,
  rebuildProjection: operators,
  cancelRebuild: operators,
  listOutbox: operators,
  historyOfNotification: auditors,
  historyOfUser: auditors,
  streamHistory: auditors,
  readAsOf: auditors,
};

const guarded = routes.flatMap((route) => (route.access === 'guarded' ? [route] : []));
const pathOf = (path: string): string =>
  path.replace(':id', item.id).replace(':userId', 'u-1').replace(':deliveryId', 'n-1.email').replace(':name', 'inbox');

describe.each(guarded)('$id', ({ id, method, path }) => {
  it('is refused without a token, and with a token that is none', async () => {
    await withApi({}, async (api) => {
      const without = await api[method](pathOf(path));
      const broken = await api[method](pathOf(path)).set('authorization', 'Bearer no.such.token');
      expect([without.status, broken.status]).toStrictEqual([401, 401]);
      expect(without.headers['www-authenticate']).toBe('Bearer');
      expect(broken.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    });
  });
  it('is for those whom the contract names, and nobody else', async () => {
    await withApi({}, async (api) => {
      const allowed: Array<string> = [];
      for (const [kind, token] of Object.entries(callers)) {
        const { status } = await api[method](pathOf(path)).set('authorization', await token());
        if (status !== 403) allowed.push(kind);
      }
      expect(allowed.sort()).toStrictEqual([...may[id]].sort());
    });
  });
});

describe('a user', () => {
  const others: ReadonlyArray<readonly ['get' | 'put', string]> = [
    ['get', '/notifications/n-1'],
    ['get', '/notifications/user/u-1'],
    ['get', '/notifications?userId=u-1'],
    ['get', '/recipients/u-1'],
    ['put', '/recipients/u-1'],
  ];
  it.each(others)('finds nothing at %s %s that is somebody else’s', async (method, path) => {
    await withApi({}, async (api) => {
      const answer = await api[method](path)
        .set('authorization', await asUser('u-2', 'user'))
        .send({ locale: 'zh-CN' });
      expect(answer.status).toBe(404);
    });
  });
  it('sees the same whether a thing is another’s or is not there', async () => {
    await withApi({}, async (api) => {
      const authorization = await asUser('u-2', 'user');
      const anothers = await api.get('/notifications/n-1').set({ authorization });
      const nobodys = await api.get('/notifications/n-2').set({ authorization });
      expect(anothers.body).toStrictEqual(nobodys.body);
    });
  });
});

it('an admin may give roles, and read anybody’s', async () => {
  await withApi({}, async (api) => {
    const authorization = await asUser('boss', 'admin');
    const given = await api
      .put('/recipients/u-1')
      .set({ authorization })
      .send({ roles: ['operator'] });
    const read = await api.get('/notifications/n-1').set({ authorization });
    expect([given.status, read.status]).toStrictEqual([200, 200]);
  });
});

it('a service says whose inbox it asks for, and shows its token in a header of its own', async () => {
  await withApi({}, async (api) => {
    const token = (await asService()).slice('Bearer '.length);
    const nobodys = await api.get('/notifications').set('x-service-token', token);
    const somebodys = await api.get('/notifications?userId=u-1').set('x-service-token', token);
    expect([nobodys.status, somebodys.status]).toStrictEqual([400, 200]);
    const users = (await asUser('u-1', 'admin')).slice('Bearer '.length);
    expect((await api.get('/notifications?userId=u-1').set('x-service-token', users)).status).toBe(401);
  });
});

it('every refusal is counted, without saying whom', async () => {
  await withApi({}, async (api) => {
    await api.get('/notifications');
    await api.get('/ops/retries').set('authorization', await asUser('u-secret', 'user'));
    await api.get('/notifications/n-1').set('authorization', await asUser('u-secret', 'user'));
    const { text } = await api.get('/metrics');
    expect(text).toContain('ledger_refusals_total{reason="token-absent"} 1');
    expect(text).toContain('ledger_refusals_total{reason="role"} 1');
    expect(text).toContain('ledger_refusals_total{reason="not-own"} 1');
    expect(text).toContain('route="/notifications/:id",status="404"');
    expect(text).not.toContain('u-secret');
  });
});

import * as E from 'fp-ts/Either';
import { asService, withApi } from '../../support/http-api';
import { NOW } from '../../support/http-deps';
import { reading, terms } from '../../support/reading-bulk';

describe('POST /notifications/bulk', () => {
  it('takes user ids, or recipients with words of their own, each at its place', async () => {
    const { bulk, calls, entries } = reading();
    await withApi({ bulk }, async (api) => {
      const post = async (body: object) =>
        api
          .post('/notifications/bulk')
          .set('authorization', await asService())
          .send(body)
          .expect(202);
      const { body, headers } = await post({ ...terms, userIds: ['u-1', 'u-2'] });
      expect(body).toStrictEqual({ batchId: 'b-1', totalUsers: 2, status: 'processing', createdAt: NOW });
      expect(headers).toMatchObject({ 'ledger-position': '9', location: '/notifications/bulk/b-1' });
      await post({ ...terms, recipients: [{ userId: 'u-3', locale: 'en-US', data: { n: 1 } }] });
    });
    expect(calls[0]).toMatchObject({
      caller: { kind: 'service' },
      scope: undefined,
      ask: { templateCode: 'system.maintenance', channels: ['websocket'], priority: 'P1', sendAt: undefined },
    });
    expect(entries).toStrictEqual([
      { at: { path: '' }, raw: 'u-1', given: E.right({ userId: 'u-1', data: undefined, locale: undefined }) },
      { at: { path: '' }, raw: 'u-2', given: E.right({ userId: 'u-2', data: undefined, locale: undefined }) },
      {
        at: { path: '/recipients/0' },
        raw: { userId: 'u-3', locale: 'en-US', data: { n: 1 } },
        given: E.right({ userId: 'u-3', data: { n: 1 }, locale: 'en-US' }),
      },
    ]);
  });

  it('says what was named twice, and that an answer is that of an earlier call', async () => {
    const { bulk, calls } = reading(3, true);
    await withApi({ bulk }, async (api) => {
      const { body, headers } = await api
        .post('/notifications/bulk')
        .set('authorization', await asService())
        .set('idempotency-key', 'k-1')
        .send({ ...terms, userIds: ['u-1'] });
      expect(body).toMatchObject({ warnings: [{ count: 3 }] });
      expect(headers['idempotent-replayed']).toBe('true');
    });
    expect(calls[0]?.scope).toStrictEqual({ key: 'k-1', method: 'POST', path: '/notifications/bulk' });
  });

  it.each([
    ['nobody named', { ...terms, userIds: [] }],
    ['neither', terms],
    ['both', { ...terms, userIds: ['u-1'], recipients: [{ userId: 'u-1' }] }],
    ['an unknown field of a recipient', { ...terms, recipients: [{ userId: 'u-1', name: 'A' }] }],
    ['data that is too long', { ...terms, recipients: [{ userId: 'u-1', data: { text: 'x'.repeat(17_000) } }] }],
    ['no template', { userIds: ['u-1'] }],
  ])('refuses a body with %s', async (_name, body) => {
    await withApi({ bulk: reading().bulk }, async (api) => {
      await api
        .post('/notifications/bulk')
        .set('authorization', await asService())
        .send(body)
        .expect(400);
    });
  });
});

it('POST /notifications/broadcast names nobody, and is answered as a list is', async () => {
  const { bulk, calls } = reading();
  await withApi({ bulk }, async (api) => {
    const post = async (body: object) =>
      api
        .post('/notifications/broadcast')
        .set('authorization', await asService())
        .send(body);
    expect((await post(terms)).body).toMatchObject({ batchId: 'b-1', status: 'processing' });
    expect((await post({ ...terms, userIds: ['u-1'] })).status).toBe(400);
  });
  expect(calls).toHaveLength(1);
});

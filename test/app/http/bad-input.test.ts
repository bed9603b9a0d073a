import type { Commands } from '../../../src/app/commands';
import type { FieldError } from '../../../src/app/failure';
import { asService, asUser, type Api, withApi } from '../../support/http-api';
import { obliging } from '../../support/http-deps';

const plain = { userId: 'u-1', type: 'news', title: 'A title', body: 'A body' };
const templated = { userId: 'u-1', templateCode: 'device.error' };
const nested = (depth: number): unknown => (depth === 0 ? 1 : { inner: nested(depth - 1) });

/** Commands that fail the test when one of them is called: what is refused writes nothing. */
const forbidden = Object.fromEntries(
  Object.keys(obliging).map((name) => [name, () => expect(`${name} was called`).toBe('not called')]),
) as unknown as Commands;

const post = async (api: Api, body: string | object, headers: Readonly<Record<string, string>> = {}) =>
  api
    .post('/notifications')
    .set({ authorization: await asService(), 'content-type': 'application/json', ...headers })
    .send(body);

const long = (length: number) => 'x'.repeat(length);

const fields: ReadonlyArray<readonly [string, unknown, ReadonlyArray<string>]> = [
  ['an empty object', {}, ['/templateCode', '/userId']],
  ['no object', ['a'], ['']],
  ['a number', 7, ['']],
  ['a user who is no text', { ...plain, userId: 7 }, ['/userId']],
  ['an over-long user', { ...plain, userId: long(201) }, ['/userId']],
  ['an empty user', { ...plain, userId: '' }, ['/userId']],
  ['a user with a line break', { ...plain, userId: 'u\n1' }, ['/userId']],
  ['an over-long code', { ...templated, templateCode: long(201) }, ['/templateCode']],
  ['an over-long title', { ...plain, title: long(201) }, ['/title']],
  ['a title of two lines', { ...plain, title: 'one\r\nBcc: two' }, ['/title']],
  ['an over-long body', { ...plain, body: long(10_001) }, ['/body']],
  ['a missing body', { userId: 'u-1', type: 'news', title: 'A title' }, ['/body']],
  ['an unknown field', { ...plain, colour: 'red' }, ['/colour']],
  ['a field of the other shape', { ...templated, title: 'A title' }, ['/title']],
  ['a field that is named like a method', { ...plain, toString: 'x' }, ['/toString']],
  ['an unknown field that would need escaping', { ...plain, 'a/b~c': 1 }, ['/a~1b~0c']],
  ['data that is no object', { ...templated, data: [] }, ['/data']],
  ['data above 16 KiB', { ...templated, data: { text: '字'.repeat(5_500) } }, ['/data']],
  ['data that is nested without end', { ...templated, data: nested(40) }, [`/data${'/inner'.repeat(31)}`]],
  ['channels that are no list', { ...templated, channels: 'email' }, ['/channels']],
  ['channels that are no texts', { ...templated, channels: ['email', 7] }, ['/channels/1']],
  ['no channel at all', { ...templated, channels: [] }, ['/channels']],
  ['more channels than there are', { ...templated, channels: ['a', 'b', 'c', 'd', 'e'] }, ['/channels']],
  ['a priority that is none', { ...templated, priority: 'P4' }, ['/priority']],
  ['a priority by another number', { ...templated, priority: 3 }, ['/priority']],
  ['a time without an offset', { ...templated, sendAt: '2026-03-01T08:00:00' }, ['/sendAt']],
  ['a time that is a number', { ...templated, expiresAt: 1_772_000_000 }, ['/expiresAt']],
  ['a locale that is no text', { ...templated, locale: null }, ['/locale']],
  ['a lone surrogate', { ...plain, body: '\ud800' }, ['/body']],
  ['several faults', { userId: 7, type: 'news', title: '', body: 'b', more: 1 }, ['/more', '/title', '/userId']],
];

describe('POST /notifications answers 400 and names the fields for', () => {
  it.each(fields)('%s', async (_name, body, paths) => {
    await withApi({ commands: forbidden }, async (api) => {
      const answer = await post(api, JSON.stringify(body));
      expect(answer.status).toBe(400);
      expect(answer.type).toBe('application/problem+json');
      const { errors } = answer.body as { readonly errors: ReadonlyArray<FieldError> };
      expect(errors.map(({ path }) => path).sort()).toStrictEqual(paths);
    });
  });
});

describe('POST /notifications refuses', () => {
  const raw: ReadonlyArray<readonly [string, number, string, Readonly<Record<string, string>>]> = [
    ['malformed JSON', 400, '{"userId":', {}],
    ['a number that no double holds', 400, '{"userId":"u-1","templateCode":"c","data":{"n":1e999}}', {}],
    ['a field that would change an object', 400, '{"userId":"u-1","templateCode":"c","data":{"__proto__":{}}}', {}],
    ['another content type', 415, 'userId=u-1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a charset that is not Unicode', 415, '{}', { 'content-type': 'application/json; charset=latin1' }],
    ['an encoding that is none', 415, '{}', { 'content-encoding': 'compress' }],
    ['a body of 10 MB', 413, JSON.stringify({ ...plain, body: long(10_000_000) }), {}],
    ['an empty key', 400, JSON.stringify(plain), { 'idempotency-key': '' }],
    ['an over-long key', 400, JSON.stringify(plain), { 'idempotency-key': long(256) }],
    ['a key that is not ASCII', 400, JSON.stringify(plain), { 'idempotency-key': 'caf\u00e9' }],
  ];
  it.each(raw)('%s', async (_name, status, body, headers) => {
    await withApi({ commands: forbidden }, async (api) => {
      const answer = await post(api, body, headers);
      expect(answer.status).toBe(status);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ status, type: expect.any(String), title: expect.any(String) });
    });
  });
  it('never echoes what was sent', async () => {
    await withApi({}, async (api) => {
      const answers = [
        await post(api, '{"userId": s3cret-value}'),
        await post(api, JSON.stringify({ ...plain, userId: ['s3cret-value'], priority: 's3cret-value' })),
      ];
      expect(answers.map(({ text }) => text.includes('s3cret-value'))).toStrictEqual([false, false]);
    });
  });
});

describe('other calls answer', () => {
  const cases: ReadonlyArray<readonly ['get' | 'put' | 'post', string, number, object?]> = [
    ['get', '/notifications?limit=0', 400],
    ['get', '/notifications?limit=101', 400],
    ['get', '/notifications?limit=1&limit=2', 400],
    ['get', '/notifications?page=0', 400],
    ['get', '/notifications?page=1&cursor=abc', 400],
    ['get', '/notifications?since=yesterday', 400],
    ['get', '/notifications?unreadOnly=1', 400],
    ['get', '/notifications?colour=red', 400],
    ['get', '/notifications/%E0%A4%A', 400],
    ['get', '/notifications/%00', 400],
    ['get', `/notifications/${long(201)}`, 400],
    ['get', '/nothing', 404],
    ['get', '/notifications/nobody-knows', 404],
    ['put', '/notifications', 405],
    ['get', '/notifications/read-all', 405],
    ['post', '/notifications/batch/delete', 400, { ids: [] }],
    ['post', '/notifications/batch/delete', 400, { ids: 'n-1' }],
    ['put', '/recipients/u-1', 400, {}],
    ['put', '/recipients/u-1', 400, { email: 7 }],
    ['put', '/recipients/u-1', 400, { pushSubscriptions: [{ endpoint: 'https://push.example' }] }],
    ['put', '/recipients/u-1', 422, { shoeSize: 42 }],
    ['put', '/recipients/u-1', 403, { roles: ['admin'] }],
  ];
  const named: ReadonlyArray<readonly [object, ReadonlyArray<FieldError>]> = [
    [{ email: 7 }, [{ path: '/email', message: 'must be one line of 1 to 254 characters' }]],
    [
      { roles: ['boss'] },
      [{ path: '/roles/0', message: expect.stringMatching(/^must be one of super_admin, /) as string }],
    ],
    [
      { pushSubscriptions: [{ endpoint: 'https://push.example', keys: { p256dh: 'p' } }] },
      [{ path: '/pushSubscriptions/0/keys/auth', message: 'is missing' }],
    ],
  ];
  it.each(named)('PUT /recipients with %j: the one field that is wrong', async (body, errors) => {
    await withApi({ commands: forbidden }, async (api) => {
      const answer = await api
        .put('/recipients/u-1')
        .set('authorization', await asUser('u-1', 'admin'))
        .send(body);
      expect(answer.body).toMatchObject({ status: 400, errors });
    });
  });
  const rows = cases.map(([method, path, status, body]) => ({ method, path, status, body }));
  it.each(rows)('$method $path: $status', async ({ method, path, status, body }) => {
    await withApi({ commands: forbidden }, async (api) => {
      const answer = await api[method](path)
        .set('authorization', await asUser('u-1', 'user'))
        .send(body);
      expect(answer.status).toBe(status);
      expect(answer.type).toBe('application/problem+json');
    });
  });
  it('405 with what the path takes', async () => {
    await withApi({}, async (api) => {
      const answer = await api.put('/notifications').set('authorization', await asUser('u-1'));
      expect(answer.headers['allow']).toBe('POST, GET, HEAD');
    });
  });
  it('400 to a position that is none', async () => {
    await withApi({}, async (api) => {
      const answer = await api
        .get('/notifications')
        .set({ authorization: await asUser('u-1'), 'ledger-position': '-1' });
      expect(answer.body).toMatchObject({ status: 400, errors: [{ path: '/Ledger-Position' }] });
    });
  });
});

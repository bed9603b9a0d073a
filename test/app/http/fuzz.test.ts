import fc from 'fast-check';
import { asService, asUser, type Api, withApi } from '../../support/http-api';

const fields = [
  'userId',
  'templateCode',
  'type',
  'title',
  'body',
  'data',
  'channels',
  'priority',
  'sendAt',
  'expiresAt',
];
const contacts = ['email', 'phone', 'locale', 'timezone', 'pushSubscriptions', 'roles', 'username'];

/** Well-formed values now and then, so that the deeper checks are reached too. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.constantFrom('u-1', 'P0', 10, '2026-03-02T00:00:00Z', ['email'], {}, null, '\ud800', { constructor: null }),
);
const bodyOf = (known: ReadonlyArray<string>) =>
  fc.oneof(fc.jsonValue(), fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), value, { maxKeys: 8 }));

const runs = { numRuns: 150 };

const isDocumented = (status: number): boolean => [200, 201, 400, 403, 404, 415, 422].includes(status);

describe('no body is answered with a 500', () => {
  const calls: ReadonlyArray<readonly ['post' | 'put', string, ReadonlyArray<string>]> = [
    ['post', '/notifications', fields],
    ['put', '/recipients/u-1', contacts],
    ['post', '/notifications/batch/delete', ['ids']],
  ];
  it.each(calls)('%s %s', async (method, path, known) => {
    await withApi({}, async (api) => {
      const authorization =
        method === 'post' && path === '/notifications' ? await asService() : await asUser('u-1', 'admin');
      const send = async (text: string) =>
        api[method](path).set({ authorization, 'content-type': 'application/json' }).send(text);
      await fc.assert(
        fc.asyncProperty(bodyOf(known), async (body) => isDocumented((await send(JSON.stringify(body))).status)),
        runs,
      );
      await fc.assert(
        fc.asyncProperty(fc.string(), async (text) => isDocumented((await send(text)).status)),
        { numRuns: 50 },
      );
    });
  });
});

it('no path and no query is answered with a 500', async () => {
  const get = async (api: Api, path: string) => api.get(path).set('authorization', await asUser('u-1', 'admin'));
  const segment = fc
    .oneof(fc.string(), fc.constantFrom('%', '%zz', '..', '%2e%2e', '%00', '%ff'))
    .map((text) => text.replaceAll(/[^\x21-\x7e]|[#?]/g, '_'));
  const query = fc.dictionary(fc.constantFrom('limit', 'cursor', 'page', 'type', 'since', 'userId'), fc.string());
  await withApi({}, async (api) => {
    await fc.assert(
      fc.asyncProperty(segment, query, async (text, given) => {
        const { status } = await get(api, `/notifications/${text}?${String(new URLSearchParams(given))}`);
        return isDocumented(status);
      }),
      runs,
    );
  });
});

import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { openApiDocument, templatePath } from '../../../src/app/http/openapi/openapi-document';
import { routes } from '../../../src/app/http/routes';
import { asService, asUser, withApi } from '../../support/http-api';

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const nodesOf = (value: unknown): ReadonlyArray<Node> =>
  isNode(value) ? [value, ...Object.values(value).flatMap(nodesOf)] : [];

const isPageFile = (path: string): boolean => path.startsWith('/docs/');
const document = openApiDocument(routes.filter(({ path }) => !isPageFile(path)));
const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Node>>>>;
const schemas = (document['components'] as { readonly schemas: Readonly<Record<string, Node>> }).schemas;
const operations = Object.values(paths).flatMap((operation) => Object.values(operation));

it('is served as it was made', async () => {
  await withApi({}, async (api) => {
    const answer = await api.get('/openapi.json');
    expect(answer.body).toMatchObject({ openapi: '3.1.0', paths: JSON.parse(JSON.stringify(paths)) });
  });
});

it('holds every call of the API', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const served = routes
    .filter(({ path }) => !isPageFile(path))
    .map(({ method, path }) => `${method} ${templatePath(path)}`);
  expect(described.sort()).toStrictEqual(served.sort());
});

it('refers to nothing that it does not define', () => {
  const references = nodesOf(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
  const known = Object.keys(schemas).map((name) => `#/components/schemas/${name}`);
  expect([...new Set(references)].filter((reference) => !known.includes(reference))).toStrictEqual([]);
});

it('names each operation once, and declares each parameter of its path', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, methods] of Object.entries(paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      const declared = (parameters as ReadonlyArray<Node>).filter((parameter) => parameter['in'] === 'path');
      expect(declared.map(({ name }) => name)).toStrictEqual(inPath);
    }
  }
});

it('asks for a token wherever one is asked for, and nowhere else', () => {
  const open = operations.filter(({ security }) => Array.isArray(security) && security.length === 0);
  const served = routes.filter(({ access, path }) => access === 'open' && !isPageFile(path));
  expect(open.map(({ operationId }) => operationId).sort()).toStrictEqual(served.map(({ id }) => id).sort());
});

it('says of a request what its decoder takes', () => {
  expect(schemas['TemplatedNotification']).toMatchObject({
    type: 'object',
    required: ['userId', 'templateCode'],
    additionalProperties: false,
    properties: {
      userId: { type: 'string', minLength: 1, maxLength: 200 },
      priority: { enum: expect.arrayContaining([10]) },
    },
  });
  expect(schemas['NotificationBody']).toStrictEqual({
    oneOf: [{ $ref: '#/components/schemas/TemplatedNotification' }, { $ref: '#/components/schemas/PlainNotification' }],
  });
});

it('says of a text no more than it is', () => {
  const { stream, position } = schemas['Event']?.['properties'] as Readonly<Record<string, Node>>;
  expect({ stream, position }).toStrictEqual({
    stream: { type: 'string' },
    position: { type: 'string', pattern: '^[0-9]+$' },
  });
});

it.each(routes.filter(({ example }) => example !== undefined))(
  'gives $id an example that works',
  ({ body, example }) => {
    expect(E.isRight((body as t.Mixed).decode(example))).toBe(true);
  },
);

describe('what is answered is what it says', () => {
  const answers: ReadonlyArray<readonly [string, () => Promise<string>]> = [
    ['/notifications', async () => asUser('u-1', 'user')],
    ['/notifications/n-1', async () => asUser('u-1', 'user')],
    ['/notifications/unread/count', async () => asUser('u-1', 'user')],
    ['/notifications/stats', async () => asUser('a-1', 'auditor')],
    ['/notifications/user/u-1', async () => asService()],
    ['/notifications/n-1/deliveries', async () => asUser('a-1', 'auditor')],
    ['/recipients/u-1', async () => asService()],
    ['/ops/retries', async () => asUser('o-1', 'operator')],
    ['/ops/outbox', async () => asUser('o-1', 'operator')],
    ['/audit/notifications/n-1', async () => asUser('a-1', 'auditor')],
    ['/audit/users/u-1', async () => asUser('a-1', 'auditor')],
    ['/audit/as-of?userId=u-1&at=7', async () => asUser('a-1', 'auditor')],
    ['/health/live', async () => asService()],
    ['/health/ready', async () => asService()],
  ];
  const matches = (path: string, pattern: string): boolean =>
    new RegExp(`^${pattern.replaceAll(/:\w+/g, '(?!unread|user|stats)[^/]+')}$`).test(path.replace(/\?.*/, ''));

  it.each(answers)('%s', async (path, token) => {
    const route = routes.find((candidate) => candidate.method === 'get' && matches(path, candidate.path));
    const codec = route?.answers[200]?.body;
    await withApi({}, async (api) => {
      const { body } = await api.get(path).set('authorization', await token());
      expect(codec?.decode(body)).toMatchObject({ _tag: 'Right' });
    });
  });
});

describe('the page to try it', () => {
  it('is made of files of this server alone, none of them inline', async () => {
    await withApi({}, async (api) => {
      const { text, headers } = await api.get('/docs');
      const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source as string);
      expect(sources.every((source) => source.startsWith('/'))).toBe(true);
      expect(text).not.toMatch(/<script>|<style>|style=/);
      expect(headers['content-security-policy']).toContain("script-src 'self';style-src 'self';");
      for (const source of sources) expect((await api.get(source)).status).toBe(200);
    });
  });
});

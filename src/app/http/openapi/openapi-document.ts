import type * as t from 'io-ts';
import type { JsonObject } from '../../../domain/shared/json';
import type { Route } from '../route';
import { operationOf } from './operation';
import { schemaOf } from './schema-of';

const Problem: JsonObject = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', format: 'json-pointer' },
          message: { type: 'string' },
          line: { type: 'integer', description: 'Of a body that has lines, counted from 1.' },
        },
      },
    },
    total: { type: 'integer', description: 'How many errors there are, where not all of them are told.' },
  },
};

const securitySchemes: JsonObject = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  service: { type: 'apiKey', in: 'header', name: 'X-Service-Token' },
};

/** `/notifications/:id` as OpenAPI writes it: `/notifications/{id}`. */
export const templatePath = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

/** The API's own description, made from the routes that serve it: what it says is what is decoded. */
export const openApiDocument = (routes: ReadonlyArray<Route>): JsonObject => {
  const named = new Map<string, t.Mixed>();
  const schemas: Record<string, JsonObject> = { Problem };
  const schema = schemaOf((codec, make) => {
    const { name } = codec;
    const known = named.get(name);
    if (known !== undefined && known !== codec) throw new Error(`two codecs are named ${name}`);
    named.set(name, codec);
    if (known === undefined) schemas[name] = make();
    return { $ref: `#/components/schemas/${name}` };
  });
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const route of routes) {
    const path = (paths[templatePath(route.path)] ??= {});
    path[route.method] = operationOf(route, schema);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Notification Ledger',
      version: '0.1.0',
      description: 'Every request, attempt, outcome and acknowledgement is an event.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { service: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes },
  };
};

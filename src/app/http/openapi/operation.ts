import type * as t from 'io-ts';
import type { JsonObject } from '../../../domain/shared/json';
import { access } from '../access';
import { CreateHeaders, ReadHeaders } from '../request-headers';
import type { AnswerShape, Route } from '../route';
import { fieldsOf } from './schema-of';

type Schema = (codec: t.Mixed) => JsonObject;

const GRANTS: Readonly<Record<string, string>> = { own: 'the user', service: 'a service' };

const whoMay = (route: Route): string => {
  if (route.access === 'open') return 'Who may: anyone.';
  return `Who may: ${access[route.id].map((grant) => GRANTS[grant] ?? grant).join(', ')}.`;
};

const parameters = (codec: t.Mixed, place: 'path' | 'query' | 'header', schema: Schema): ReadonlyArray<JsonObject> =>
  fieldsOf(codec).map((field) => ({
    name: field.name,
    in: place,
    required: field.required,
    schema: schema(field.codec),
  }));

const headersOf = ({ effect }: Route, schema: Schema): ReadonlyArray<JsonObject> => {
  if (effect === 'read') return parameters(ReadHeaders, 'header', schema);
  return effect === 'create' ? parameters(CreateHeaders, 'header', schema) : [];
};

const contentOf = ({ body, contentType }: AnswerShape, schema: Schema): JsonObject => {
  if (body !== undefined) return { content: { 'application/json': { schema: schema(body) } } };
  return contentType === undefined ? {} : { content: { [contentType]: { schema: { type: 'string' } } } };
};

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const position: JsonObject = {
  'Ledger-Position': { description: 'Where in the ledger it stands.', schema: { type: 'string' } },
};

const answersOf = (route: Route, schema: Schema): JsonObject => {
  const writes = route.effect === 'write' || route.effect === 'create';
  const answers = Object.entries(route.answers).map(([status, shape]): [string, JsonObject] => {
    const headers = writes ? { headers: position } : {};
    const content = Number(status) < 400 ? contentOf(shape, schema) : { content: PROBLEM };
    return [status, { description: shape.description, ...headers, ...content }];
  });
  return { ...Object.fromEntries(answers), default: { description: 'A problem (RFC 9457).', content: PROBLEM } };
};

/** A media type of lines has no schema of its own in OpenAPI 3.1: it is told, and what a line holds is referred to. */
const uploadContentOf = ({ upload }: Route, schema: Schema): JsonObject => {
  if (upload === undefined) return {};
  const { description, first, others, example } = upload;
  const lines = { type: 'string', description, 'x-first-line': schema(first), 'x-other-lines': schema(others) };
  return { 'application/x-ndjson': { schema: lines, example } };
};

const requestBodyOf = (route: Route, schema: Schema): JsonObject => {
  const { body, example } = route;
  if (body === undefined) return {};
  const json = { schema: schema(body), ...(example === undefined ? {} : { example }) };
  return { requestBody: { required: true, content: { 'application/json': json, ...uploadContentOf(route, schema) } } };
};

/** One route as an OpenAPI operation; its security is the document's own unless it is open. */
export const operationOf = (route: Route, schema: Schema): JsonObject => ({
  operationId: route.id,
  tags: [route.tag],
  summary: route.summary,
  description: whoMay(route),
  ...(route.access === 'open' ? { security: [] } : {}),
  parameters: [
    ...parameters(route.params, 'path', schema),
    ...parameters(route.query, 'query', schema),
    ...headersOf(route, schema),
  ],
  ...requestBodyOf(route, schema),
  responses: answersOf(route, schema),
});

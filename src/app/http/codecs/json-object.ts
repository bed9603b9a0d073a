import * as t from 'io-ts';
import type { JsonObject } from '../../../domain/shared/json';
import { isPlainObject } from './closed-object';
import { withSchema } from './documented';

/** Contract: longest values. */
const MAX_BYTES = 16 * 1024;

const isSmall = (value: object): boolean => Buffer.byteLength(JSON.stringify(value)) <= MAX_BYTES;

/** Any JSON object of at most 16 KiB, counted in UTF-8 bytes without spaces. That it is JSON, the body's parser saw to. */
export const SmallJsonObject = withSchema(
  new t.Type<JsonObject, unknown>(
    'SmallJsonObject',
    (value): value is JsonObject => isPlainObject(value) && isSmall(value),
    (value, context) =>
      isPlainObject(value) && isSmall(value) ? t.success(value as JsonObject) : t.failure(value, context),
    (value) => value,
  ),
  'an object of at most 16 KiB',
  { type: 'object', additionalProperties: true },
);

/** A JSON object of any size, as an answer carries it. */
export const AnyJsonObject = withSchema(
  new t.Type<JsonObject, unknown>(
    'AnyJsonObject',
    (value): value is JsonObject => isPlainObject(value),
    (value, context) => (isPlainObject(value) ? t.success(value as JsonObject) : t.failure(value, context)),
    (value) => value,
  ),
  'an object',
  { type: 'object', additionalProperties: true },
);

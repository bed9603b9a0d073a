/** What the platform says, one sample of each event type, in every shape that its publishers write. */
import { platformEventOf } from '../src/domain/platform/platform-events';
import { toSnakeCase } from '../src/domain/platform/shape';
import type { Json, JsonObject } from '../src/domain/shared/json';
import { accountSamples } from './platform-samples/accounts';
import { deviceSamples } from './platform-samples/devices';
import type { Samples } from './platform-samples/scene';
import { serviceSamples } from './platform-samples/services';

export const samples: Samples = { ...accountSamples, ...deviceSamples, ...serviceSamples };

/** An event before it takes a shape. `eventId` and the like are left out by many publishers. */
export type Said = {
  readonly eventType: string;
  readonly eventId: string;
  readonly timestamp: string;
  readonly payload: JsonObject;
};

const aliased = ({ eventType, payload }: Said): JsonObject => {
  const aliases = platformEventOf(eventType)?.aliases ?? {};
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [aliases[name]?.[0] ?? name, value]));
};

/** Keys in snake_case, also within the objects that the contract describes; what a task answered is its own affair. */
const inSnakeCase = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]): readonly [string, Json] => {
      const isDescribed = name !== 'result' && value !== null && typeof value === 'object' && !Array.isArray(value);
      return [toSnakeCase(name), isDescribed ? inSnakeCase(value as JsonObject) : value];
    }),
  );

const envelope = ({ eventId, eventType, timestamp }: Said) => ({
  eventId,
  eventType,
  version: '1.0',
  timestamp,
  source: `${eventType.split('.')[0] ?? 'platform'}-service`,
  correlationId: `c-${eventId}`,
});

/** The bodies that one event may arrive as. A field of the event goes before an envelope's field of the same name. */
export const shapes = {
  nested: (said: Said): JsonObject => ({ ...envelope(said), payload: said.payload }),
  flat: (said: Said): JsonObject => ({ type: said.eventType, timestamp: said.timestamp, ...said.payload }),
  'flat with an envelope': (said: Said): JsonObject => ({ ...envelope(said), ...said.payload }),
  'nested without an envelope': ({ eventType, payload }: Said): JsonObject => ({ eventType, payload }),
  'nested without a type': ({ payload }: Said): JsonObject => ({ payload }),
  'flat without a type': ({ payload }: Said): JsonObject => payload,
  'nested in snake_case': (said: Said): JsonObject => ({
    ...inSnakeCase(envelope(said)),
    payload: inSnakeCase(said.payload),
  }),
  'flat in snake_case': (said: Said): JsonObject =>
    inSnakeCase({ type: said.eventType, timestamp: said.timestamp, ...said.payload }),
  'nested with older names': (said: Said): JsonObject => ({ ...envelope(said), payload: aliased(said) }),
  'flat with older names in snake_case': (said: Said): JsonObject =>
    inSnakeCase({ type: said.eventType, timestamp: said.timestamp, ...aliased(said) }),
} as const;

export type ShapeName = keyof typeof shapes;

import type { Scene } from '../../scripts/platform-samples/scene';
import { samples } from '../../scripts/platform-samples';
import type { PlatformMessage } from '../../src/domain/platform/message';
import { normalize } from '../../src/domain/platform/normalize';
import type { JsonObject } from '../../src/domain/shared/json';
import { right } from './right';
import { at, userId } from './vocabulary';

const scene: Scene = { userId, n: 1, at };

export const bytesOf = (body: JsonObject): Uint8Array => Buffer.from(JSON.stringify(body));

/** A sample of an event type as it arrives, with fields changed, or left out where they are null. */
export const arrived = (eventType: string, changes: JsonObject = {}, envelope: JsonObject = {}): PlatformMessage => {
  const payload = { ...samples[eventType]?.(scene), ...changes };
  return right(normalize(eventType, bytesOf({ ...envelope, payload })));
};

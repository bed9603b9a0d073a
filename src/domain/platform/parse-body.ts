import * as E from 'fp-ts/Either';
import type { MessageFault } from '../inbound/events';
import { fault } from './faults';

const mostBytes = 1024 * 1024;
const deepest = 32;

export type Body = Readonly<Record<string, unknown>>;
type Parsed<A> = E.Either<ReadonlyArray<MessageFault>, A>;

const refuse = (expected: string): Parsed<never> => E.left([fault('', expected)]);

/** Whether nothing in it nests deeper than so many levels; looks no deeper than that itself. */
const isWithin = (value: unknown, levels: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1)));

export const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Remembers nothing from one message to the next, as long as it is not told to stream. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

const asBody = (value: unknown): Parsed<Body> => {
  if (!isBody(value)) return refuse('a JSON object');
  return isWithin(value, deepest) ? E.right(value) : refuse(`at most ${deepest} levels of nesting`);
};

/** A message's bytes as a JSON object: at most 1 MiB of valid UTF-8, nested at most 32 levels deep. */
export const parseBody = (bytes: Uint8Array): Parsed<Body> => {
  if (bytes.byteLength > mostBytes) return refuse(`at most ${mostBytes} bytes`);
  const text = E.tryCatch(
    () => utf8.decode(bytes),
    () => [fault('', 'UTF-8')],
  );
  if (E.isLeft(text)) return text;
  const value = E.tryCatch(
    (): unknown => JSON.parse(text.right),
    () => [fault('', 'JSON')],
  );
  return E.isLeft(value) ? value : asBody(value.right);
};

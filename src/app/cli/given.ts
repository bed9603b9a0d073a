/** What commands take on their command line, read from its text; what can't be read is wrong usage. */
import { InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';
import { type Instant, toInstant } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An instant with its offset, or a day, which begins at midnight UTC. */
export const givenInstant = (text: string): Instant => {
  const instant = toInstant(DAY.test(text) ? `${text}T00:00:00Z` : text);
  if (instant === undefined) throw new InvalidArgumentError('It is an instant such as 2026-01-31T08:00:00Z, or a day.');
  return instant;
};

export const givenList = (text: string): ReadonlyArray<string> => text.split(',').map((part) => part.trim());

export const givenObject = (text: string): JsonObject => {
  const parsed = E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => undefined,
  );
  if (E.isLeft(parsed) || typeof parsed.right !== 'object' || parsed.right === null || Array.isArray(parsed.right))
    throw new InvalidArgumentError('It is a JSON object such as \'{"amount": 5}\'.');
  return parsed.right as JsonObject;
};

const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** A duration such as `90s`, `15m`, `8h` or `30d`, in seconds. */
export const givenSeconds = (text: string): number => {
  const [, digits, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  const seconds = unit === undefined ? undefined : secondsPerUnit[unit];
  if (seconds === undefined) throw new InvalidArgumentError('It is a duration such as 90s, 15m, 8h or 30d.');
  return Number(digits) * seconds;
};

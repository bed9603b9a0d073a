import type { Json, JsonObject } from '../../domain/shared/json';
import type { NewEvent } from '../../domain/shared/stored-event';

type Size = { readonly values: number; readonly characters: number };

/** Of a value, and of all within it, however deeply it is nested, names included; without writing it out. */
const sizeOf = (value: Json): Size => {
  const left: Array<Json> = [value];
  let values = 0;
  let characters = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    values += 1;
    if (typeof next === 'string') characters += next.length;
    if (typeof next !== 'object' || next === null) continue;
    for (const name of Object.keys(next)) {
      characters += name.length;
      left.push((next as JsonObject)[name] ?? null);
    }
  }
  return { values, characters };
};

const OF_AN_EVENT = 256;
const OF_A_VALUE = 16;

/** About how many bytes an event takes in memory. */
export const weightOf = ({ data, metadata }: Pick<NewEvent, 'data' | 'metadata'>): number => {
  const [one, other] = [sizeOf(data), sizeOf(metadata)];
  return OF_AN_EVENT + OF_A_VALUE * (one.values + other.values) + one.characters + other.characters;
};

/** A number, or the signs around a value and its name. */
const MOST_BESIDE_CHARACTERS = 32;
/** As `\u0000` for one that may not stand as it is. */
const MOST_OF_A_CHARACTER = 6;

/** So many bytes of JSON, in UTF-8, are not exceeded by `data`; mostly there are far fewer. */
export const mostBytesOf = (data: JsonObject): number => {
  const { values, characters } = sizeOf(data);
  return MOST_BESIDE_CHARACTERS * values + MOST_OF_A_CHARACTER * characters;
};

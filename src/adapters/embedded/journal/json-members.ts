/** A member of a JSON object as its text has it: `raw` from the first character of the value to the last. */
export type JsonMember = { readonly name: string; readonly raw: string };

const isWhole = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const BLANK = /\s/;

const afterString = (text: string, start: number): number => {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const deeper: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** Up to the comma or brace that ends the value, outside of what it encloses. */
const endOfValue = (text: string, start: number): number => {
  let depth = 0;
  for (let at = start; ;) {
    const next = text[at] ?? '';
    if (depth === 0 && (next === ',' || next === '}')) return at;
    depth += deeper[next] ?? 0;
    at = next === '"' ? afterString(text, at) : at + 1;
  }
};

/**
 * The members of a JSON object in their order, with the texts of their values as they stand, since a number of 64 bits
 * does not survive being parsed. Undefined for a text that is no JSON object.
 */
export const jsonMembers = (text: string): ReadonlyArray<JsonMember> | undefined => {
  if (!isWhole(text)) return undefined;
  const members: Array<JsonMember> = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    while (BLANK.test(text[at] ?? '') || text[at] === ',') at += 1;
    if (text[at] !== '"') return members;
    const nameEnd = afterString(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string;
    const valueStart = text.indexOf(':', nameEnd) + 1;
    const valueEnd = endOfValue(text, valueStart);
    members.push({ name, raw: text.slice(valueStart, valueEnd).trim() });
    at = valueEnd;
  }
};

import { type CharSet, PatternRefused } from './node';

const byExpression =
  (expression: RegExp): CharSet =>
  (code) =>
    expression.test(String.fromCharCode(code));

export const just =
  (wanted: number): CharSet =>
  (code) =>
    code === wanted;

export const between =
  (from: number, to: number): CharSet =>
  (code) =>
    code >= from && code <= to;

export const not =
  (set: CharSet): CharSet =>
  (code) =>
    !set(code);

export const anyOf =
  (sets: ReadonlyArray<CharSet>): CharSet =>
  (code) =>
    sets.some((set) => set(code));

const NEWLINE = 10;
export const anything: CharSet = () => true;
export const noNewline: CharSet = (code) => code !== NEWLINE;

/** .NET's classes are Unicode's. */
export const digit = byExpression(/\p{Nd}/u);
export const word = byExpression(/[\p{L}\p{Mn}\p{Nd}\p{Pc}]/u);
export const space = byExpression(/[\s\u0085]/);

const caseOf = (code: number, change: (text: string) => string): number => {
  const changed = change(String.fromCharCode(code));
  return changed.length === 1 ? changed.charCodeAt(0) : code;
};

export const ignoringCase =
  (set: CharSet): CharSet =>
  (code) =>
    set(code) || set(caseOf(code, (text) => text.toLowerCase())) || set(caseOf(code, (text) => text.toUpperCase()));

/** Unicode's general categories, such as Lu; .NET's named blocks are not known here. */
export const category = (name: string): CharSet => {
  if (!/^[A-Z][a-z]?$/.test(name)) throw new PatternRefused(`the Unicode class ${name} is not supported`);
  try {
    return byExpression(new RegExp(`\\p{${name}}`, 'u'));
  } catch {
    throw new PatternRefused(`there is no Unicode class ${name}`);
  }
};

/** So that a caller's own field name, told back, stays short. */
const MAX_TOKEN = 100;

const escaped = (token: string): string => token.slice(0, MAX_TOKEN).replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer (RFC 6901); the whole value is the empty text. */
export const pointerTo = (path: ReadonlyArray<string>): string => path.map((token) => `/${escaped(token)}`).join('');

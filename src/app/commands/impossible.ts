import type { AppFailure } from '../failure';

/** Well-formed, but one field asks for what there is not. */
export const impossible = (path: string, message: string): AppFailure => ({
  _tag: 'Impossible',
  errors: [{ path, message }],
});

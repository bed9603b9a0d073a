import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What the text says, where it is JSON of this kind; undefined: it is none, or of another. */
export const decodeJson =
  <A>(codec: t.Decoder<unknown, A>) =>
  (text: string): A | undefined => {
    const decoded = codec.decode(parse(text));
    return E.isRight(decoded) ? decoded.right : undefined;
  };

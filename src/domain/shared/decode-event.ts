import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { isExactly } from './is-exactly';

export type Undecoded = { readonly type: string; readonly data: unknown };
export type UndecodableEvent =
  | { readonly _tag: 'UnknownEventType'; readonly type: string }
  | { readonly _tag: 'MalformedEvent'; readonly type: string; readonly errors: t.Errors };

/** `hasOwn`, because `codecs['constructor']` would otherwise find a function. */
export const decodeEvent = <C extends Readonly<Record<string, t.Mixed>>>(
  codecs: C,
): ((stored: Undecoded) => E.Either<UndecodableEvent, t.TypeOf<C[keyof C]>>) => {
  const isWhatItSays = new Map(Object.entries(codecs).map(([type, codec]) => [type, isExactly(codec)]));
  return ({ type, data }) => {
    const codec = Object.hasOwn(codecs, type) ? codecs[type] : undefined;
    if (codec === undefined) return E.left({ _tag: 'UnknownEventType', type });
    const event = { type, data };
    // Nearly all are: what is left is told why not, or rid of what only a later version knows.
    if (isWhatItSays.get(type)?.(event) === true) return E.right(event);
    const decoded = codec.decode(event);
    return E.isRight(decoded)
      ? E.right(decoded.right as t.TypeOf<C[keyof C]>)
      : E.left({ _tag: 'MalformedEvent', type, errors: decoded.left });
  };
};

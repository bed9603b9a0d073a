import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';

export type Undecoded = { readonly type: string; readonly data: unknown };
export type UndecodableEvent =
  | { readonly _tag: 'UnknownEventType'; readonly type: string }
  | { readonly _tag: 'MalformedEvent'; readonly type: string; readonly errors: t.Errors };

/** `hasOwn`, because `codecs['constructor']` would otherwise find a function. */
export const decodeEvent =
  <C extends Readonly<Record<string, t.Mixed>>>(codecs: C) =>
  ({ type, data }: Undecoded): E.Either<UndecodableEvent, t.TypeOf<C[keyof C]>> => {
    const codec = Object.hasOwn(codecs, type) ? codecs[type] : undefined;
    if (codec === undefined) return E.left({ _tag: 'UnknownEventType', type });
    const decoded = codec.decode({ type, data });
    return E.isRight(decoded)
      ? E.right(decoded.right as t.TypeOf<C[keyof C]>)
      : E.left({ _tag: 'MalformedEvent', type, errors: decoded.left });
  };

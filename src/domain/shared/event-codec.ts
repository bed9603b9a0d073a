import * as t from 'io-ts';

/** A stored event's codec: its stored name, written out in one place, and its data. */
export const eventCodec = <N extends string, P extends t.Props>(
  name: N,
  data: P,
): t.ExactC<t.TypeC<{ type: t.LiteralC<N>; data: t.ExactC<t.TypeC<P>> }>> =>
  t.strict({ type: t.literal(name), data: t.strict(data) }, name);

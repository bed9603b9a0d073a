import * as t from 'io-ts';

/** A stored event's codec: its stored name, written out in one place, and its data. */
export const eventCodec = <N extends string, P extends t.Props>(
  name: N,
  data: P,
): t.ExactC<t.TypeC<{ type: t.LiteralC<N>; data: t.ExactC<t.TypeC<P>> }>> =>
  t.strict({ type: t.literal(name), data: t.strict(data) }, name);

type Extended<P extends t.Props, O extends t.Props> = t.ExactC<t.IntersectionC<[t.TypeC<P>, t.PartialC<O>]>>;

/** Fields that are there or not: those that came into an event later, and are absent from what was written before. */
export const withOptional = <P extends t.Props, O extends t.Props>(
  required: P,
  optional: O,
  name?: string,
): Extended<P, O> => t.exact(t.intersection([t.type(required), t.partial(optional)]), name);

/** The codec of an event that has fields which older ones of its name do not have. */
export const extendedEventCodec = <N extends string, P extends t.Props, O extends t.Props>(
  name: N,
  data: P,
  later: O,
): t.ExactC<t.TypeC<{ type: t.LiteralC<N>; data: Extended<P, O> }>> =>
  t.strict({ type: t.literal(name), data: withOptional(data, later) }, name);

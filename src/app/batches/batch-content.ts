import * as t from 'io-ts';

const variables = t.record(t.string, t.unknown);

/**
 * What `personal` of a batch holds: `data`, the variables that all share, whatever they read; where there is none, the
 * variables for each of its templates, by the template's locale.
 */
export const BatchContent = t.exact(
  t.intersection([t.type({ variables: t.record(t.string, variables) }), t.partial({ data: variables })]),
  'BatchContent',
);

/** What `personal` of a recipient holds: variables of their own, which go before those that all share. */
export const MemberVariables = t.strict({ data: variables }, 'MemberVariables');

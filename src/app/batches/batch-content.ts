import * as t from 'io-ts';

/** What `personal` of a batch holds: the variables for each of its templates, by the template's locale. */
export const BatchContent = t.strict({ variables: t.record(t.string, t.record(t.string, t.unknown)) }, 'BatchContent');

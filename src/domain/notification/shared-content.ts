import * as t from 'io-ts';

/** Names what members of a batch are shown alike: the ContentRendered at the beginning of `content-<batch>.<key>`. */
export const SharedContent = t.strict({ batchId: t.string, key: t.string }, 'SharedContent');
export type SharedContent = t.TypeOf<typeof SharedContent>;

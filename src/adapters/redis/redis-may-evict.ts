/** The Redis may throw away keys to make room: a view could be served with parts of it missing. */
export type RedisMayEvict = { readonly _tag: 'RedisMayEvict'; readonly policy: string };

/** `wanted`: what has to stand there; undefined as the value: the server did not tell. */
export type WrongSetting = { readonly setting: string; readonly value: string | undefined; readonly wanted: string };

/** The Redis may lose what it has acknowledged: a lost key is a lost personal datum, for ever. */
export type RedisNotDurable = { readonly _tag: 'RedisNotDurable'; readonly settings: ReadonlyArray<WrongSetting> };

const shortName = /^[A-Za-z0-9_.-]{1,60}$/;

const textAt = (value: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' && shortName.test(found) ? found : undefined;
};

/**
 * What a log may say of a failure: its tag, its code or its name, and the same of its cause (`StoreUnavailable/ENOSPC`).
 * Never its message, which may hold an address or a secret.
 */
export const errorCode = (failure: unknown): string => {
  if (typeof failure !== 'object' || failure === null) return 'unknown';
  const own = textAt(failure, '_tag') ?? textAt(failure, 'code') ?? textAt(failure, 'name') ?? 'unknown';
  const cause: unknown = Reflect.get(failure, 'cause');
  return cause === undefined || cause === null || cause === failure ? own : `${own}/${causeCode(cause)}`;
};

const causeCode = (cause: unknown): string => {
  if (typeof cause !== 'object' || cause === null) return 'unknown';
  return textAt(cause, 'code') ?? textAt(cause, '_tag') ?? textAt(cause, 'name') ?? 'unknown';
};

/** The broker could not be asked, or did not confirm. */
export type BrokerUnavailable = { readonly _tag: 'BrokerUnavailable'; readonly cause: unknown };

export const brokerUnavailable = (cause: unknown): BrokerUnavailable => ({ _tag: 'BrokerUnavailable', cause });

/** An AMQP reply code (404, 406, 320 …) as the library puts it on its errors. */
export const replyCode = (cause: unknown): number | undefined => {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const code: unknown = Reflect.get(cause, 'code');
  return typeof code === 'number' ? code : undefined;
};

/** What a log line says of it: never its message, which may hold what a publisher wrote. */
export const brokerReason = (cause: unknown): string => {
  const code = replyCode(cause);
  if (code !== undefined) return `amqp-${code}`;
  const system: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  if (typeof system === 'string') return system;
  return cause instanceof Error ? cause.name : 'unknown';
};

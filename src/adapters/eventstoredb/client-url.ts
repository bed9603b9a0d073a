/** The client's default, in milliseconds. */
const KEEP_ALIVE_TIMEOUT = 10_000;

const parameter = (name: string): RegExp => new RegExp(`([?&])${name}=([^&]*)`, 'i');

/** With one parameter set; `change` is given what it was. */
const withParameter = (url: string, name: string, change: (value: string | undefined) => string): string => {
  const [found, sign, value] = parameter(name).exec(url) ?? [];
  if (found === undefined) return `${url}${url.includes('?') ? '&' : '?'}${name}=${change(undefined)}`;
  return url.replace(found, `${sign ?? ''}${name}=${change(value)}`);
};

/** Switched off there is nothing to vary; and what is no number is the client's to refuse. */
const longerBy =
  (millis: number) =>
  (value = String(KEEP_ALIVE_TIMEOUT)): string =>
    /^\d+$/.test(value) ? String(Number(value) + millis) : value;

/**
 * The connection string for the nth client of a process. Clients with equal settings share one connection, and with it one
 * that is stuck or waits before it dials again; a millisecond more of patience with a silent server keeps them apart. And an
 * append that is refused is thrown, whatever the string says: returned, it comes with a revision that is made up.
 */
export const clientUrl = (url: string, nth: number): string =>
  withParameter(
    withParameter(url.trim().replace(/\/+$/, ''), 'keepAliveTimeout', longerBy(nth)),
    'throwOnAppendFailure',
    () => 'true',
  );

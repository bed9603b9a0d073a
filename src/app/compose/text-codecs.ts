import * as E from 'fp-ts/Either';
import * as t from 'io-ts';

/** A codec from the text of an environment variable; what it expects stands in its name, for the report. */
const fromText = <A>(expected: string, parse: (text: string) => A | undefined): t.Type<A, string> =>
  new t.Type<A, string>(
    expected,
    (u): u is A => u !== undefined,
    (input, context) => {
      const value = typeof input === 'string' ? parse(input.trim()) : undefined;
      return value === undefined ? t.failure(input, context) : E.right(value);
    },
    String,
  );

/** Whole numbers within bounds, both inclusive. */
export const wholeNumber = (from: number, to: number): t.Type<number, string> =>
  fromText(`a whole number from ${from} to ${to}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= from && value <= to ? value : undefined;
  });

export const oneOf = <T extends string>(...values: ReadonlyArray<T>): t.Type<T, string> =>
  fromText(`one of ${values.join(', ')}`, (text) => values.find((value) => value === text));

const hasScheme = (text: string, schemes: ReadonlyArray<string>): boolean =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol.replace(':', ''));

export const url = (...schemes: ReadonlyArray<string>): t.Type<string, string> =>
  fromText(`a URL starting with ${schemes.join(':// or ')}://`, (text) =>
    hasScheme(text, schemes) ? text : undefined,
  );

/** One that names several hosts is no URL, and what it means is its client's to say. */
export const connectionString = (...schemes: ReadonlyArray<string>): t.Type<string, string> =>
  fromText(`a connection string starting with ${schemes.join(':// or ')}://`, (text) =>
    schemes.some((scheme) => text.startsWith(`${scheme}://`) && text.length > `${scheme}://`.length) && !/\s/.test(text)
      ? text
      : undefined,
  );

/** One or several, comma-separated. */
export const urls = (...schemes: ReadonlyArray<string>): t.Type<ReadonlyArray<string>, string> =>
  fromText<ReadonlyArray<string>>(`URLs starting with ${schemes.join(':// or ')}://, comma-separated`, (text) => {
    const parts = text.split(',').map((part) => part.trim());
    return parts.every((part) => hasScheme(part, schemes)) ? parts : undefined;
  });

export type HostPort = { readonly host: string; readonly port: number };

/** `host:port`; an IPv6 address in brackets. */
export const hostPort: t.Type<HostPort, string> = fromText<HostPort>('host:port, such as 127.0.0.1:2113', (text) => {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) };
});

export const nonEmpty: t.Type<string, string> = fromText('a text that is not empty', (text) => text || undefined);

const mailboxPattern = /^([^<>@,;]*<[^<>@\s,;]+@[^<>@\s,;]+>|[^<>@\s,;]+@[^<>@\s,;]+)$/;
export const mailbox: t.Type<string, string> = fromText('one mail address, such as Name <address>', (text) =>
  mailboxPattern.test(text) ? text : undefined,
);

/** `a,b,c`; blanks around the parts and empty parts are dropped. */
export const listOfTexts: t.Type<ReadonlyArray<string>, string> = fromText<ReadonlyArray<string>>(
  'a comma-separated list',
  (text) => text.split(',').flatMap((part) => part.trim() || []),
);

const millisPerUnit: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

const parseDuration = (text: string): number | undefined => {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const millis = unit === undefined ? undefined : millisPerUnit[unit];
  return millis === undefined ? undefined : Number(digits) * millis;
};

/** `10s,60s,300s` as milliseconds; `none`: an empty list. */
export const durations: t.Type<ReadonlyArray<number>, string> = fromText<ReadonlyArray<number>>(
  'durations such as 10s,60s,300s (units ms, s, m, h), or none',
  (text) => {
    if (text === 'none') return [];
    const millis = text.split(',').map(parseDuration);
    return millis.every((value) => value !== undefined) ? millis : undefined;
  },
);

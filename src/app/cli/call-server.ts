import { Readable } from 'node:stream';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { ServerAccess } from '../compose/find-server';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** A body of any length, as it stands, instead. */
  readonly stream?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
};
export type ServerAnswer = { readonly body: unknown; readonly headers: Headers };

const Fault = t.intersection([t.type({ path: t.string, message: t.string }), t.partial({ line: t.number })]);
const Problem = t.intersection([t.type({ title: t.string }), t.partial({ detail: t.string, errors: t.array(Fault) })]);

const wordsOf = (status: number, body: unknown): string => {
  if (!Problem.is(body)) return `The server answered with ${status}.`;
  const { title, detail, errors = [] } = body;
  return [
    `${title}${detail === undefined ? '' : `: ${detail}`}`,
    ...errors.map(({ path, message, line }) => `  ${line === undefined ? '' : `line ${line} `}${path} ${message}`),
  ].join('\n');
};

const parsed = (text: string): unknown =>
  E.toUnion(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => undefined,
    ),
  );

/** Asks a running server; on the left, what it refused or why it can't be asked, in words, field by field. */
export const callServer = async (
  { url, token }: ServerAccess,
  { method, path, body, stream, headers = {} }: Call,
): Promise<E.Either<string, ServerAnswer>> => {
  try {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(stream === undefined ? {} : { body: Readable.toWeb(stream), duplex: 'half' }),
    });
    const content = parsed(await answer.text());
    return answer.ok ? E.right({ body: content, headers: answer.headers }) : E.left(wordsOf(answer.status, content));
  } catch {
    return E.left(`The server at ${url} does not answer.`);
  }
};

import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { Provider, ProviderReceipt, SendFailure, Text } from '../../domain/ports/providers';
import { abortedBefore, classifyError } from './classify-error';
import { classifyReply, secondsIn } from './classify-reply';
import { readStart } from './read-start';

/** `url` may hold a user and a password: they are sent as Basic authentication (RFC 7617). */
export type GatewayOptions = { readonly url: string; readonly name: string };

/** More than any gateway has to say about one text. */
const MOST_BYTES_OF_ANSWER = 4_096;

const Accepted = t.union([t.type({ id: t.string }), t.type({ messageId: t.string })]);

/** The gateway's own id of the text, from `{"id"}` or `{"messageId"}`. */
const idIn = (answer: string): string | null => {
  const parsed = E.tryCatch(
    () => Accepted.decode(JSON.parse(answer)),
    () => undefined,
  );
  if (E.isLeft(parsed) || E.isLeft(parsed.right)) return null;
  const accepted = parsed.right.right;
  return 'id' in accepted ? accepted.id : accepted.messageId;
};

const endpointOf = (
  url: string,
): { readonly url: string; readonly authorization: Readonly<Record<string, string>> } => {
  const endpoint = new URL(url);
  const { username, password } = endpoint;
  endpoint.username = '';
  endpoint.password = '';
  if (username === '' && password === '') return { url: endpoint.href, authorization: {} };
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url: endpoint.href,
    authorization: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
};

/**
 * Texts over a JSON gateway: `POST url` with `{"to", "text"}`, `to` in E.164, and the delivery's id in `Idempotency-Key`, by
 * which the gateway drops repeats. 2xx: taken; 429, and 503 with `Retry-After`: later, no try used; other 4xx that concern
 * the text: refused for good; everything else may pass.
 */
export const createHttpGateway = (options: GatewayOptions): Provider<Text> => {
  const { url, authorization } = endpointOf(options.url);

  const send = async (
    { to, shown }: Text,
    key: string,
    signal: AbortSignal,
  ): Promise<E.Either<SendFailure, ProviderReceipt>> => {
    if (signal.aborted) return E.left(abortedBefore);
    const bytes = JSON.stringify({ to, text: shown });
    const headers = { ...authorization, 'content-type': 'application/json', 'idempotency-key': key };
    try {
      const reply = await fetch(url, { method: 'POST', headers, body: bytes, redirect: 'manual', signal });
      const answer = await readStart(reply.body, MOST_BYTES_OF_ANSWER);
      if (reply.ok) return E.right({ providerId: idIn(answer), answer: answer === '' ? null : answer, bytes });
      const retryAfter = secondsIn(reply.headers.get('retry-after'), reply.headers.get('date'));
      return E.left(classifyReply(reply.status, retryAfter, answer));
    } catch (error) {
      return E.left(classifyError(error, signal));
    }
  };

  return {
    name: options.name,
    dropsDuplicates: true,
    send: (text, key, signal) => async () => send(text, key, signal),
    close: async () => Promise.resolve(),
  };
};

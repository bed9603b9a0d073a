import type { SendFailure } from '../../domain/ports/providers';

/** By the code of what went wrong before a connection stood: nothing was sent. */
const notConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  CERT_HAS_EXPIRED: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
};

const fieldOf = (value: unknown, field: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined;

const codeOf = (error: unknown): string => {
  const code = fieldOf(fieldOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : '';
};

const failure = (kind: SendFailure['kind'], reason: string): SendFailure => ({
  _tag: 'SendFailed',
  kind,
  reason,
  answer: null,
  counts: true,
  retryAfterSeconds: null,
});

/** Given up before anything was sent. */
export const abortedBefore: SendFailure = failure('passing', 'aborted');

/** What an error of `fetch` says: where the connection may have stood, the gateway may have got the text. */
export const classifyError = (error: unknown, signal: AbortSignal): SendFailure => {
  const reason = notConnected[codeOf(error)];
  if (reason !== undefined) return failure('passing', reason);
  return failure('unknown', signal.aborted ? 'aborted' : 'connection-lost');
};

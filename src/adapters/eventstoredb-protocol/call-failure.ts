import { Metadata, type StatusObject, status } from '@grpc/grpc-js';

/** How a call fails: the status, and in the trailers what the client makes its typed error of (contract, section 11). */
export type CallFailure = {
  readonly status: status;
  readonly message: string;
  readonly exception?: string;
  readonly trailers?: Readonly<Record<string, string>>;
};

/** Trailers are printable ASCII without blanks around; whatever else a name holds is percent-encoded. */
const trailerText = (text: string): string =>
  text.toWellFormed().replace(/[^\x20-\x7e]+|^ +| +$/g, (part) => encodeURIComponent(part));

/** As grpc-js takes it: from a unary handler's callback, or emitted as `error` by a streaming call. */
export const toStatus = ({ status: code, message, exception, trailers = {} }: CallFailure): StatusObject => {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, trailerText(value));
  return { code, details: message.toWellFormed(), metadata };
};

type Failing = { readonly emit: (event: 'error', error: StatusObject) => boolean };

/** Ends a streaming call with a failure. */
export const failCall = (call: Failing, failure: CallFailure): void => {
  call.emit('error', toStatus(failure));
};

export const accessDenied: CallFailure = {
  status: status.PERMISSION_DENIED,
  message: 'Access Denied',
  exception: 'access-denied',
};

export const unauthenticated: CallFailure = { status: status.UNAUTHENTICATED, message: 'The credentials are wrong.' };

export const invalidArgument = (message: string): CallFailure => ({ status: status.INVALID_ARGUMENT, message });

export const resourceExhausted = (message: string): CallFailure => ({ status: status.RESOURCE_EXHAUSTED, message });

export const streamDeleted = (stream: string): CallFailure => ({
  status: status.FAILED_PRECONDITION,
  message: `Event stream '${stream}' is deleted.`,
  exception: 'stream-deleted',
  trailers: { 'stream-name': stream },
});

/** The journal could not be reached. ABORTED, which the client takes for a time-out: UNAVAILABLE would end all its calls. */
export const notConfirmed: CallFailure = { status: status.ABORTED, message: 'The journal did not confirm it in time.' };

export const unexpected: CallFailure = { status: status.UNKNOWN, message: 'The server could not answer.' };

/** The server stops. UNAVAILABLE, which makes the client connect anew: the one case in which it should. */
export const closing: CallFailure = { status: status.UNAVAILABLE, message: 'The server is closing.' };

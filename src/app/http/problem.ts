import type { FieldError } from '../failure';
import type { HttpFailure } from './http-failure';

/** RFC 9457, and the headers that go with it. */
export type Problem = {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: ReadonlyArray<FieldError>;
  /** How many there are, where not all of them are told. */
  readonly total?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

const problem = (status: number, name: string, title: string, detail: string): Problem => ({
  status,
  type: `urn:notification-ledger:problem:${name}`,
  title,
  detail,
});

const retryAfter = (seconds: number): Readonly<Record<string, string>> => ({
  'Retry-After': String(Math.max(1, Math.ceil(seconds))),
});

const unauthenticated = (reason: string): Problem => ({
  ...problem(401, 'unauthenticated', 'Not authenticated', 'A valid token is needed.'),
  headers: { 'WWW-Authenticate': reason === 'absent' ? 'Bearer' : 'Bearer error="invalid_token"' },
});

const unavailable = (component: string, seconds: number, progress?: string): Problem => ({
  ...problem(
    503,
    'unavailable',
    'Not confirmed',
    [
      `The ${component} can't answer now; repeat with the same key.`,
      ...(progress === undefined ? [] : [progress]),
    ].join(' '),
  ),
  headers: retryAfter(seconds),
});

/** The one place where a failure gets its status (contract: interfaces, table of statuses). */
export const toProblem = (failure: HttpFailure): Problem => {
  switch (failure._tag) {
    case 'InvalidInput':
      return { ...problem(400, 'invalid-input', 'Invalid input', 'Some fields are wrong.'), errors: failure.errors };
    case 'MalformedRequest':
      return problem(400, 'malformed', 'Malformed request', failure.detail);
    case 'Unauthenticated':
      return unauthenticated(failure.reason);
    case 'Forbidden':
      return problem(403, 'forbidden', 'Not allowed', failure.detail);
    case 'NotFound':
    case 'NotOwn':
      return problem(404, 'not-found', 'Not found', 'There is no such thing, or it is not yours.');
    case 'MethodNotAllowed':
      return {
        ...problem(405, 'method-not-allowed', 'Method not allowed', `This takes ${failure.allow}.`),
        headers: { Allow: failure.allow },
      };
    case 'WrongState':
      return problem(409, 'wrong-state', 'Not possible in its state', failure.detail);
    case 'UploadStalled':
      return problem(408, 'stalled', 'Request timeout', 'Nothing more of the body came.');
    case 'BodyTooLarge':
      return problem(413, 'too-large', 'Body too large', 'A body may have 1 MiB.');
    case 'UnsupportedMediaType':
      return problem(415, 'unsupported-media-type', 'Unsupported media type', failure.detail);
    case 'Impossible':
      return {
        ...problem(422, 'impossible', 'Not possible', 'Some fields ask for what there is not.'),
        errors: failure.errors,
        ...(failure.total === undefined ? {} : { total: failure.total }),
      };
    case 'KeyReused':
      return problem(422, 'key-reused', 'Idempotency key reused', 'The key came before with another body.');
    case 'TooManyRequests':
      return {
        ...problem(429, 'too-many-requests', 'Too many requests', 'Slow down.'),
        headers: retryAfter(failure.retryAfterSeconds),
      };
    case 'Defect':
      return problem(500, 'defect', 'Internal error', 'This should not have happened; it is logged.');
    case 'Unavailable':
      return unavailable(failure.component, failure.retryAfterSeconds, failure.progress);
    case 'KeysUnavailable':
      return unavailable('keys that tokens are verified with', 5);
  }
};

/**
 * One wrong field of an input; `path` is a JSON pointer (RFC 6901), within the line that it stands in where the input has
 * lines, counted from 1. Never echoes the value.
 */
export type FieldError = { readonly path: string; readonly message: string; readonly line?: number };

/** Why a use case did not happen. Its status over HTTP stands in src/app/http/problem.ts only. */
export type AppFailure =
  | { readonly _tag: 'InvalidInput'; readonly errors: ReadonlyArray<FieldError> }
  /** Well-formed, but it can't be done: an unknown template, channel or locale, a missing variable. */
  | {
      readonly _tag: 'Impossible';
      readonly errors: ReadonlyArray<FieldError>;
      /** How many faults there are, where not all of them are told. */
      readonly total?: number;
    }
  /** The idempotency key was used with another body. */
  | { readonly _tag: 'KeyReused' }
  /** It is not there, or not the caller's: the two look alike. */
  | { readonly _tag: 'NotFound' }
  | { readonly _tag: 'Forbidden'; readonly detail: string }
  | { readonly _tag: 'WrongState'; readonly detail: string }
  /** Not confirmed: repeat with the same key. */
  | {
      readonly _tag: 'Unavailable';
      readonly component: string;
      readonly retryAfterSeconds: number;
      /** How far it has come, in words, where it is being built. */
      readonly progress?: string;
    };

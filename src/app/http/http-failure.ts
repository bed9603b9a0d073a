import type { AppFailure } from '../failure';
import type { Refusal } from './authenticate';

/** Why a request was not answered as asked: the use cases' failures, and those of the edge itself. */
export type HttpFailure =
  | AppFailure
  | Refusal
  /** Somebody else's: told as NotFound is, and counted as a refusal. */
  | { readonly _tag: 'NotOwn' }
  | { readonly _tag: 'MethodNotAllowed'; readonly allow: string }
  | { readonly _tag: 'MalformedRequest'; readonly detail: string }
  | { readonly _tag: 'BodyTooLarge' }
  /** Nothing more of the body came for too long. */
  | { readonly _tag: 'UploadStalled' }
  | { readonly _tag: 'UnsupportedMediaType'; readonly detail: string }
  | { readonly _tag: 'TooManyRequests'; readonly retryAfterSeconds: number }
  /** A state that can't be; its cause stands in the log. */
  | { readonly _tag: 'Defect' };

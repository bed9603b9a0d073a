import type { IncomingMessage } from 'node:http';
import type { Either } from 'fp-ts/Either';
import type { Caller } from '../caller';
import type { Refusal } from './authenticate';

/** What one step of a request's way leaves for the next. */
export type RequestContext = {
  /** Who calls, once that was asked. */
  identity: Either<Refusal, Caller> | undefined;
  /** The route's pattern, once one was found: what logs and metrics name a request by. */
  pattern: string | undefined;
};

const contexts = new WeakMap<IncomingMessage, RequestContext>();

export const contextOf = (request: IncomingMessage): RequestContext => {
  const context = contexts.get(request) ?? { identity: undefined, pattern: undefined };
  contexts.set(request, context);
  return context;
};

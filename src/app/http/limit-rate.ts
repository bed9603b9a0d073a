import type { RequestHandler, Response } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit } from 'express-rate-limit';
import * as E from 'fp-ts/Either';
import type { IncomingMessage } from 'node:http';
import type { Caller } from '../caller';
import { holds } from './access';
import type { HttpFailure } from './http-failure';
import { contextOf } from './request-context';

/** Requests a minute, for each caller or, without a token, for each address. */
export type RateLimits = { readonly user: number; readonly trusted: number; readonly anonymous: number };

/** Generous: they stop a loop that ran wild, not a busy client. Services and admins send for many. */
export const defaultRateLimits: RateLimits = { user: 12_000, trusted: 1_200_000, anonymous: 6_000 };

const WINDOW_MILLIS = 60_000;

const callerOf = (request: IncomingMessage): Caller | undefined => {
  const { identity } = contextOf(request);
  return identity !== undefined && E.isRight(identity) ? identity.right : undefined;
};

const limitFor = (limits: RateLimits, caller: Caller | undefined): number => {
  if (caller === undefined) return limits.anonymous;
  return caller.kind === 'service' || holds(caller, 'admin') ? limits.trusted : limits.user;
};

export type RateLimiter = { readonly handler: RequestHandler; readonly close: () => void };

/** Counts in this process alone: each instance allows the whole of it. */
export const createRateLimiter = (
  limits: RateLimits,
  refuse: (response: Response, failure: HttpFailure) => void,
): RateLimiter => {
  const store = new MemoryStore();
  const handler = rateLimit({
    windowMs: WINDOW_MILLIS,
    store,
    limit: (request) => limitFor(limits, callerOf(request)),
    keyGenerator: (request) => {
      const caller = callerOf(request);
      return caller === undefined ? `address:${ipKeyGenerator(request.ip ?? '')}` : `${caller.kind}:${caller.id}`;
    },
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, response) => {
      refuse(response, { _tag: 'TooManyRequests', retryAfterSeconds: WINDOW_MILLIS / 1000 });
    },
  });
  return { handler, close: () => store.shutdown() };
};

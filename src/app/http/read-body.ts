import { json, type Request, type RequestHandler, type Response } from 'express';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { HttpFailure } from './http-failure';
import { jsonFault } from './json-fault';

/** Contract: 413 above it. */
const MAX_BODY_BYTES = 1024 * 1024;

const parse: RequestHandler = json({ limit: MAX_BODY_BYTES, strict: false });

/** What the parser throws (the `http-errors` package): its text may quote the body, so it goes no further. */
const ParserError = t.type({ status: t.number, type: t.string });

const failureOf = (error: unknown): HttpFailure | undefined => {
  if (!ParserError.is(error)) return undefined;
  if (error.status === 413) return { _tag: 'BodyTooLarge' };
  if (error.status === 415) return { _tag: 'UnsupportedMediaType', detail: 'The encoding is not known here.' };
  return error.status < 500 ? { _tag: 'MalformedRequest', detail: 'The body is not JSON.' } : undefined;
};

type Body = E.Either<HttpFailure, unknown>;

const bodyOf = (request: { readonly body?: unknown }): unknown => request.body ?? {};

const parsed = async (request: Request, response: Response): Promise<Body> =>
  new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      const failure = error === undefined ? undefined : failureOf(error);
      if (failure !== undefined) resolve(E.left(failure));
      else if (error instanceof Error) reject(error);
      else resolve(E.right(bodyOf(request)));
    });
  });

/** The body as JSON that can be kept; none at all reads as an object without fields. */
export const readBody = async (request: Request, response: Response): Promise<Body> => {
  if (request.is('application/json') === false)
    return E.left({ _tag: 'UnsupportedMediaType', detail: 'A body is application/json.' });
  const body = await parsed(request, response);
  if (E.isLeft(body)) return body;
  const fault = jsonFault(body.right);
  return fault === undefined ? body : E.left({ _tag: 'InvalidInput', errors: [fault] });
};

import type { Response } from 'express';
import type { Metrics } from '../metrics';
import type { HttpFailure } from './http-failure';
import { toProblem } from './problem';

/** What counts as a refusal of the caller, and under which name; undefined: it is none. */
const refusalOf = (failure: HttpFailure): string | undefined => {
  if (failure._tag === 'Unauthenticated') return `token-${failure.reason}`;
  if (failure._tag === 'Forbidden') return 'role';
  return failure._tag === 'NotOwn' ? 'not-own' : undefined;
};

/** Answers with the failure's problem, and counts it where it is a refusal. */
export const sendProblem =
  (metrics: Metrics) =>
  (response: Response, failure: HttpFailure): void => {
    const refusal = refusalOf(failure);
    if (refusal !== undefined) metrics.refused(refusal);
    const { headers = {}, ...body } = toProblem(failure);
    response.status(body.status).set(headers).set('Content-Type', 'application/problem+json').json(body);
  };

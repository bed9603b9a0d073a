import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import * as E from 'fp-ts/Either';
import type { Caller } from '../../accounts';
import { accessDenied, type CallFailure, toStatus } from '../../call-failure';
import { unexpectedFailure } from '../../unexpected-failure';
import type { CallParts } from './call-parts';

type Call<Request> = Pick<ServerUnaryCall<Request, unknown>, 'request' | 'metadata'>;
type Answer<Response> = Promise<E.Either<CallFailure, Response>>;

export type Unary<Request, Response> = (call: Call<Request>, answer: sendUnaryData<Response>) => void;

export type Asked<Request> = { readonly request: Request; readonly caller: Caller };

/** A method with one answer, for those who may call it. */
export const answering =
  <Request, Response>(
    parts: CallParts,
    may: (caller: Caller) => boolean,
    run: (asked: Asked<Request>) => Answer<Response>,
  ): Unary<Request, Response> =>
  ({ request, metadata }, answer) => {
    const respond = async (): Answer<Response> => {
      const caller = parts.access.identify(metadata);
      if (E.isLeft(caller)) return caller;
      return may(caller.right) ? run({ request, caller: caller.right }) : E.left(accessDenied);
    };
    respond()
      .catch((error: unknown) => E.left(unexpectedFailure(parts.logger, error)))
      .then((outcome) => {
        if (E.isLeft(outcome)) answer(toStatus(outcome.left));
        else answer(null, outcome.right);
      })
      .catch((error: unknown) => void unexpectedFailure(parts.logger, error));
  };

/** As the configuration names whoever changed it, and a group's consumers. */
export const usernameOf = ({ name }: Caller): string => name ?? 'anonymous';

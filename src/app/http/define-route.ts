import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type * as t from 'io-ts';
import type { AppFailure, FieldError } from '../failure';
import type { GuardedRouteId } from './access';
import { decodeInput, isUnknownField } from './decode-input';
import { readAtOf, scopeOf } from './request-headers';
import type { Answers, Arrived, Declared, GuardedRoute, Input, OpenRoute, RouteDeps } from './route';

type Declaration<P, Q, B> = Declared & {
  readonly id: GuardedRouteId;
  readonly params: t.Type<P, unknown>;
  readonly query: t.Type<Q, unknown>;
  readonly body?: t.Type<B, unknown>;
  /** For an input whose unknown fields are a 422: they name what the directory does not keep. */
  readonly unknownFields?: 'impossible';
};

type Part<A> = E.Either<ReadonlyArray<FieldError>, A>;

const errorsOf = (parts: ReadonlyArray<Part<unknown>>): ReadonlyArray<FieldError> =>
  parts.flatMap((part) => (E.isLeft(part) ? part.left : []));

const failureOf = (errors: ReadonlyArray<FieldError>, unknownFields: 'impossible' | undefined): AppFailure =>
  unknownFields === 'impossible' && errors.every(isUnknownField)
    ? { _tag: 'Impossible', errors }
    : { _tag: 'InvalidInput', errors };

/** Everything that a request carries is decoded before anything is done, and all its faults are told at once. */
const inputOf =
  <P, Q, B>({ params, query, body, effect, method, unknownFields }: Declaration<P, Q, B>) =>
  (arrived: Arrived): E.Either<AppFailure, Input<P, Q, B>> => {
    const { caller, reach, header, path, upload } = arrived;
    const parts = {
      params: decodeInput(params)(arrived.params),
      query: decodeInput(query)(arrived.query),
      body: body === undefined || upload !== undefined ? E.right(undefined as B) : decodeInput(body)(arrived.body),
      at: effect === 'read' ? readAtOf(header) : E.right({ atLeast: undefined }),
      scope: effect === 'create' ? scopeOf(header, method.toUpperCase(), path) : E.right(undefined),
    };
    return pipe(
      E.Do,
      E.apS('params', parts.params),
      E.apS('query', parts.query),
      E.apS('body', parts.body),
      E.apS('at', parts.at),
      E.apS('scope', parts.scope),
      E.bimap(
        () => failureOf(errorsOf(Object.values(parts)), unknownFields),
        (decoded) => ({ ...decoded, caller, reach, upload }),
      ),
    );
  };

/** A route for callers with a token; who may is said in `access`. */
export const defineRoute = <P, Q, B>(
  declaration: Declaration<P, Q, B>,
  handle: (deps: RouteDeps) => (input: Input<P, Q, B>) => Answers,
): GuardedRoute => {
  const decode = inputOf(declaration);
  return {
    ...declaration,
    access: 'guarded',
    handle: (deps) => {
      const answer = handle(deps);
      return (arrived) => pipe(TE.fromEither(decode(arrived)), TE.chainW(answer));
    },
  };
};

/** A route that takes no input and asks for no token. */
export const defineOpenRoute = (
  declaration: Declared & { readonly id: string },
  handle: (deps: RouteDeps) => () => Answers,
): OpenRoute => ({ ...declaration, access: 'open', handle });

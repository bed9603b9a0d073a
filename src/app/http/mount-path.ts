import type { Express, Request, RequestHandler, Response } from 'express';
import * as E from 'fp-ts/Either';
import { reachOf } from './access';
import type { Answer } from './answer';
import type { HttpFailure } from './http-failure';
import { readBody } from './read-body';
import { contextOf } from './request-context';
import type { Arrived, GuardedRoute, Route, RouteDeps } from './route';
import { sendAnswer } from './send-answer';
import { uploadOf } from './upload/upload-of';

export type Refuse = (response: Response, failure: HttpFailure) => void;

type Respond = (request: Request, response: Response) => Promise<E.Either<HttpFailure, Answer>>;

const absent: HttpFailure = { _tag: 'Unauthenticated', reason: 'absent' };

type Came = Pick<Arrived, 'body' | 'upload'>;

/** A body that is read as it comes, where the route takes one and it is one; else the body whole. */
const bodyOf = async (
  route: GuardedRoute,
  request: Request,
  response: Response,
  { clock }: Pick<RouteDeps, 'clock'>,
): Promise<E.Either<HttpFailure, Came>> => {
  const upload = route.upload === undefined ? undefined : uploadOf(request, clock);
  if (upload !== undefined) return E.isLeft(upload) ? upload : E.right({ body: undefined, upload: upload.right });
  if (route.body === undefined) return E.right({ body: undefined, upload: undefined });
  const body = await readBody(request, response);
  return E.isLeft(body) ? body : E.right({ body: body.right, upload: undefined });
};

/** Who calls is settled before the body is read: nobody without a token makes the server parse a megabyte. */
const respondGuarded = (route: GuardedRoute, deps: RouteDeps): Respond => {
  const handle = route.handle(deps);
  return async (request, response) => {
    const { identity } = contextOf(request);
    if (identity === undefined) return E.left(absent);
    if (E.isLeft(identity)) return identity;
    const caller = identity.right;
    const reach = reachOf(caller, route.id);
    if (reach === undefined) return E.left({ _tag: 'Forbidden', detail: 'The role may not.' });
    const came = await bodyOf(route, request, response, deps);
    if (E.isLeft(came)) return came;
    const { params, query, path } = request;
    const header = (name: string) => request.get(name);
    const arrived = { caller, reach, params, query, ...came.right, header };
    return handle({ ...arrived, path: path.replace(/(?<=.)\/$/, '') })();
  };
};

const respond = (route: Route, deps: RouteDeps): Respond => {
  if (route.access === 'guarded') return respondGuarded(route, deps);
  const handle = route.handle(deps);
  return async () => handle()();
};

const handlerOf = (route: Route, deps: RouteDeps, refuse: Refuse): RequestHandler => {
  const answer = respond(route, deps);
  return async (request, response) => {
    contextOf(request).pattern = route.path;
    const outcome = await answer(request, response);
    if (E.isLeft(outcome)) refuse(response, outcome.left);
    else await sendAnswer(response, outcome.right);
  };
};

/** What a path does not take: 405 with what it takes, and an answer to OPTIONS. */
const otherMethods =
  (path: string, methods: ReadonlyArray<string>, refuse: Refuse): RequestHandler =>
  (request, response) => {
    contextOf(request).pattern = path;
    const allow = methods.join(', ');
    if (request.method === 'OPTIONS') response.status(204).set('Allow', allow).end();
    else refuse(response, { _tag: 'MethodNotAllowed', allow });
  };

const allowedBy = ({ method }: Route): ReadonlyArray<string> =>
  method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];

/** Every method of one path. */
export const mountPath = (
  app: Express,
  { path, routes }: { readonly path: string; readonly routes: ReadonlyArray<Route> },
  deps: RouteDeps,
  refuse: Refuse,
): void => {
  for (const route of routes) app[route.method](path, handlerOf(route, deps, refuse));
  app.all(path, otherMethods(path, routes.flatMap(allowedBy), refuse));
};

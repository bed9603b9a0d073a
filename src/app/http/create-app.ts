import express, { type Express } from 'express';
import type { Logger } from '../../domain/ports/logger';
import type { Authenticate } from './authenticate';
import { identify } from './identify';
import { lastResort } from './last-resort';
import { createRateLimiter, type RateLimits } from './limit-rate';
import { mountPath } from './mount-path';
import { observe } from './observe';
import type { Route, RouteDeps } from './route';
import { routes } from './routes';
import { neverStored, securityHeaders } from './security-headers';
import { sendProblem } from './send-problem';

export type HttpDeps = RouteDeps & {
  readonly authenticate: Authenticate;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
  /** Which routes this process answers. */
  readonly isServed: (route: Route) => boolean;
};

/** Fixed paths come before those with parameters, so that `/notifications/read-all` is never a notification's id. */
const byPath = (
  all: ReadonlyArray<Route>,
): ReadonlyArray<{ readonly path: string; readonly routes: ReadonlyArray<Route> }> => {
  const paths = [...new Set(all.map(({ path }) => path))];
  const parameters = (path: string): number => path.split('/:').length;
  return paths
    .toSorted((a, b) => parameters(a) - parameters(b))
    .map((path) => ({ path, routes: all.filter((route) => route.path === path) }));
};

/** Health and metrics answer whoever watches, however often; everything else knows its caller and counts. */
const isWatched = ({ tag }: Route): boolean => tag === 'Health';

export type App = { readonly app: Express; readonly close: () => void };

/** The express application of all routes that are served here. */
export const createApp = (deps: HttpDeps): App => {
  const { metrics, logger, authenticate, rateLimits, isServed } = deps;
  const refuse = sendProblem(metrics);
  const limiter = createRateLimiter(rateLimits, refuse);
  const app = express();
  app.enable('case sensitive routing');
  app.disable('etag');
  app.use(observe(metrics, logger), securityHeaders(), neverStored);
  const mount = (some: ReadonlyArray<Route>): void => {
    for (const path of byPath(some)) mountPath(app, path, deps, refuse);
  };
  const served = routes.filter(isServed);
  mount(served.filter(isWatched));
  app.use(identify(authenticate), limiter.handler);
  mount(served.filter((route) => !isWatched(route)));
  app.use((_request, response) => refuse(response, { _tag: 'NotFound' }));
  app.use(lastResort(logger, refuse));
  return { app, close: limiter.close };
};

import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { ComponentHealth } from '../../health';
import { type Answer, ok } from '../answer';
import { Live, Ready } from '../answers/operations';
import { Nothing } from '../codecs/nothing';
import { defineOpenRoute } from '../define-route';
import type { Route } from '../route';

const tag = 'Health';
const nothing = { params: Nothing, query: Nothing, effect: 'none', method: 'get', tag } as const;

const live = defineOpenRoute(
  {
    ...nothing,
    id: 'live',
    path: '/health/live',
    summary: 'Whether the process answers',
    answers: { 200: { description: 'It does.', body: Live } },
  },
  () => () => TE.right(ok({ status: 'up' })),
);

/** A problem with one member of its own: RFC 9457 allows them, and the components are what the reader came for. */
const readiness = (health: ReadonlyArray<ComponentHealth>): Answer => {
  const components = health.map(({ name, isUp }) => ({ name, status: isUp ? 'up' : 'down' }));
  const down = health.filter(({ isUp }) => !isUp).map(({ name }) => name);
  if (down.length === 0) return ok({ status: 'up', components });
  return {
    kind: 'json',
    status: 503,
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '1' },
    body: {
      type: 'urn:notification-ledger:problem:not-ready',
      title: 'Not ready',
      status: 503,
      detail: `Not reachable: ${down.join(', ')}.`,
      components,
    },
  };
};

const ready = defineOpenRoute(
  {
    ...nothing,
    id: 'ready',
    path: '/health/ready',
    summary: 'Whether every component in use is reachable',
    answers: {
      200: { description: 'All are.', body: Ready },
      503: { description: 'Some are not; components names them.' },
    },
  },
  ({ health }) =>
    () =>
      pipe(TE.fromTask(health), TE.map(readiness)),
);

const metrics = defineOpenRoute(
  {
    ...nothing,
    id: 'metrics',
    path: '/metrics',
    summary: 'The figures of the process, for Prometheus',
    answers: { 200: { description: 'The Prometheus text format.', contentType: 'text/plain' } },
  },
  (deps) => () =>
    pipe(
      TE.fromTask(deps.metrics.exposition),
      TE.map((exposition): Answer => ({ kind: 'text', status: 200, ...exposition })),
    ),
);

export const healthRoutes: ReadonlyArray<Route> = [live, ready, metrics];

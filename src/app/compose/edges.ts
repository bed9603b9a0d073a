import { createWebsocketGateway, type WebsocketGateway } from '../../adapters/websocket/create-websocket-gateway';
import { socketLimits } from '../../adapters/websocket/limits';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import { deliveriesQuestions } from '../../projections/deliveries/questions';
import { createTellBatch } from '../audit/tell-batch';
import type { RetryBatch } from '../batches/retry-batch';
import type { Bulk } from '../bulk/bulk-request';
import type { Commands } from '../commands';
import type { DeadLetters } from '../dead-letters';
import type { Health } from '../health';
import { createAuthenticate } from '../http/authenticate';
import type { HttpDeps } from '../http/create-app';
import { createHttpServer, type HttpServer } from '../http/create-http-server';
import type { RateLimits } from '../http/limit-rate';
import type { TokenKey } from '../http/token-key';
import type { Metrics } from '../metrics';
import type { Projections } from '../projections';
import { authenticateSocket } from '../push/authenticate-socket';
import { createCountUnread } from '../push/count-unread';
import type { Living } from '../push/living';
import { createPresence, type Presence } from '../push/presence';
import { createPush, type Push } from '../push/create-push';
import { tellProgress } from '../push/tell-progress';
import { createQueries } from '../queries/create-queries';
import { createReadHistory } from '../queries/create-read-history';
import type { ViewProgress } from '../workers/view-progress';
import type { Stores } from './open-stores';
import type { Roles } from './roles';

export type EdgeParts = {
  readonly roles: Roles;
  readonly stores: Stores;
  readonly commands: Commands;
  readonly bulk: Bulk;
  readonly retryBatch: RetryBatch;
  readonly key: TokenKey;
  readonly health: Health;
  readonly deadLetters: DeadLetters;
  readonly projections: Projections;
  readonly metrics: Metrics;
  readonly living: Living;
  readonly progress: ViewProgress;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
};

export type Edges = {
  readonly http: HttpServer;
  readonly gateway: WebsocketGateway;
  readonly push: Push;
  readonly tellProgress: ReturnType<typeof tellProgress>;
  readonly presence: Presence;
};

/** Every process can be watched; the rest of the interface is the role `api`'s. */
const isServedBy =
  (roles: Roles): HttpDeps['isServed'] =>
  ({ tag }) =>
    tag === 'Health' || roles.has('api');

/** Where callers come in: HTTP and websocket on one port, with one notion of who calls. */
export const createEdges = (parts: EdgeParts): Edges => {
  const { roles, living, stores, commands, key, metrics, progress, clock, logger } = parts;
  const { journal, vault, views, writer, incarnation, fanOut } = stores;
  const authenticate = createAuthenticate({ key, clock });
  const countUnread = createCountUnread({ views, progress, clock });
  const push = createPush({ journal, vault, clock, logger, commands, countUnread, writer, by: incarnation.by });
  const { by } = incarnation;
  const presence = createPresence({ fanOut, clock, by, isHeard: living.isHeard });
  const gateway = createWebsocketGateway({
    handlers: { authenticate: authenticateSocket({ authenticate, metrics }), ...push.handlers, ...presence },
    limits: socketLimits,
    clock,
    logger,
  });
  const queries = createQueries({ views, journal, vault, clock, progress });
  const http = createHttpServer({
    ...parts,
    authenticate,
    queries,
    readHistory: createReadHistory({ journal, vault }),
    tellBatch: createTellBatch({ journal, vault, deliveries: deliveriesQuestions(views) }),
    outbox: stores.outbox.outbox,
    connections: living.sockets,
    isServed: isServedBy(roles),
  });
  if (roles.has('ws')) gateway.attach(http.server);
  return { http, gateway, push, presence, tellProgress: tellProgress({ queries, clock }) };
};

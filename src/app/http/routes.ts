import type { Route } from './route';
import { acknowledgementRoutes } from './routes/acknowledgements';
import { auditRoutes } from './routes/audit';
import { asOfRoutes } from './routes/audit-as-of';
import { auditStreamRoutes } from './routes/audit-stream';
import { batchRoutes } from './routes/batches';
import { bulkRoutes } from './routes/bulk';
import { deadLetterRoutes } from './routes/dead-letters';
import { docsRoutes } from './routes/docs';
import { healthRoutes } from './routes/health';
import { inboxRoutes } from './routes/inbox';
import { oneNotificationRoutes } from './routes/one-notification';
import { operationRoutes } from './routes/operations';
import { projectionRoutes } from './routes/projections';
import { recipientRoutes } from './routes/recipients';
import { requestRoutes } from './routes/requests';
import { statisticsRoutes } from './routes/statistics';

const described: ReadonlyArray<Route> = [
  ...requestRoutes,
  ...batchRoutes,
  ...bulkRoutes,
  ...inboxRoutes,
  ...oneNotificationRoutes,
  ...acknowledgementRoutes,
  ...recipientRoutes,
  ...statisticsRoutes,
  ...operationRoutes,
  ...deadLetterRoutes,
  ...projectionRoutes,
  ...auditRoutes,
  ...auditStreamRoutes,
  ...asOfRoutes,
  ...healthRoutes,
];

/** Every route that the server has, described and not. */
export const routes: ReadonlyArray<Route> = [...described, ...docsRoutes(described)];

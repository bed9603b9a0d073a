import type { RequestHandler } from 'express';
import type { Logger } from '../../domain/ports/logger';
import type { Metrics } from '../metrics';
import { contextOf } from './request-context';

/** As nginx has it: the client closed the connection before its answer was complete. */
const CLIENT_GONE = 499;

/** Counts and logs each request when it is over: the route's pattern, never the path, the query, a header or the body. */
export const observe =
  (metrics: Metrics, logger: Logger): RequestHandler =>
  (request, response, next) => {
    const over = metrics.requestStarted();
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
      const answered = { method: request.method, route: contextOf(request).pattern ?? 'unmatched', status };
      const millis = Math.round(over(answered) * 1_000);
      logger.info('request answered', { ...answered, millis });
    });
    next();
  };

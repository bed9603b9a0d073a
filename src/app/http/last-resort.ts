import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../../domain/ports/logger';
import type { Refuse } from './mount-path';
import { contextOf } from './request-context';

const FRAMES = 5;

/** Where it was thrown, without its message: that may quote what a caller sent. */
const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((frame) => /^\s+at /.test(frame))
    .slice(0, FRAMES)
    .join('\n');

const isUndecodablePath = (error: unknown): boolean => error instanceof URIError;

/**
 * The edge's one catch: a path that is no percent-encoding is the caller's fault, everything else a defect. An answer
 * that had begun can't be mended, so its connection ends.
 */
export const lastResort =
  (logger: Logger, refuse: Refuse): ErrorRequestHandler =>
  (error: unknown, request, response, _next) => {
    if (isUndecodablePath(error)) {
      refuse(response, { _tag: 'MalformedRequest', detail: 'The path is not well encoded.' });
      return;
    }
    const { name, frames } =
      error instanceof Error ? { name: error.name, frames: framesOf(error) } : { name: typeof error, frames: '' };
    logger.error('request failed', {
      method: request.method,
      route: contextOf(request).pattern ?? 'unmatched',
      name,
      frames,
    });
    if (response.headersSent) response.destroy();
    else refuse(response, { _tag: 'Defect' });
  };

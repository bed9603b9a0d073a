import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * What browsers may do with what this server sends. The page at /docs lives on its own files alone; nothing is upgraded to
 * HTTPS, since the server speaks HTTP and leaves TLS to what stands before it.
 */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });

/** Answers are somebody's own: no cache between keeps them. */
export const neverStored: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

import { closedObject } from './closed-object';

/** For a path without parameters, and a route that takes no query. */
export const Nothing = closedObject('Nothing', {}, {});

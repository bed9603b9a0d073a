import { createInTurn } from './in-turn';
import type { Strategy } from './strategy';

/** One gets everything until it is full, then the next one does. */
export const createDispatchToSingle = (): Strategy =>
  createInTurn((line, at) => (at === 0 ? line : [...line.slice(at), ...line.slice(0, at)]));

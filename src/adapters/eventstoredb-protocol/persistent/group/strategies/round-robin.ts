import { createInTurn } from './in-turn';
import type { Strategy } from './strategy';

/** Each event goes to the next one in turn that has room. */
export const createRoundRobin = (): Strategy =>
  createInTurn((line, at) => [...line.slice(at + 1), ...line.slice(0, at + 1)]);

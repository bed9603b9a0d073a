import { randomUUID } from 'node:crypto';
import type { Ids } from '../../domain/ports/ids';

export const systemIds: Ids = { random: () => randomUUID(), fraction: () => Math.random() };

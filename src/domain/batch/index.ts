import type { Decider } from '../shared/decider';
import type { BatchCommand } from './commands';
import { decide } from './decide';
import type { BatchEvent } from './events';
import { evolve } from './evolve';
import type { BatchRejection } from './rejections';
import { type BatchState, initialState } from './state';

/** A request to many, on `batch-<id>`. */
export const batch: Decider<BatchCommand, BatchState, BatchEvent, BatchRejection> = { initialState, evolve, decide };

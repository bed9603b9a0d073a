import type { ExpectedRevision } from '../../../domain/ports/journal';
import { ANY, NO_STREAM, STREAM_EXISTS } from './decide-append';

const expectations = { 'no-stream': NO_STREAM, any: ANY, 'stream-exists': STREAM_EXISTS } as const;

export const numberOf = (expected: ExpectedRevision): number =>
  typeof expected === 'bigint' ? Number(expected) : expectations[expected];

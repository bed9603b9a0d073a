import * as t from 'io-ts';
import { closedObject } from '../codecs/closed-object';
import { Instant } from '../codecs/instants';
import { WholeCount } from './count';

const BulkWarning = closedObject('BulkWarning', { message: t.string, count: WholeCount }, {});

export const BulkAccepted = closedObject(
  'BulkAccepted',
  { batchId: t.string, totalUsers: WholeCount, status: t.literal('processing'), createdAt: Instant },
  { warnings: t.readonlyArray(BulkWarning) },
);

import * as t from 'io-ts';
import { closedObject } from '../codecs/closed-object';
import { withSchema } from '../codecs/documented';
import { WholeCount } from './count';

const statuses = {
  requested: WholeCount,
  completed: WholeCount,
  'partly-failed': WholeCount,
  failed: WholeCount,
  cancelled: WholeCount,
  expired: WholeCount,
};
const ChannelCounts = closedObject(
  'ChannelCounts',
  {
    pending: WholeCount,
    deferred: WholeCount,
    retrying: WholeCount,
    succeeded: WholeCount,
    failed: WholeCount,
    suppressed: WholeCount,
  },
  {},
);
const CountsByType = withSchema(t.record(t.string, WholeCount), 'a count for each type', {
  type: 'object',
  additionalProperties: { type: 'integer', minimum: 0 },
});

/** How everything that was ever requested stands now; `connections`: the sockets that are open to this server. */
export const Statistics = closedObject(
  'Statistics',
  {
    total: WholeCount,
    byStatus: closedObject('CountsByStatus', statuses, {}),
    byChannel: closedObject(
      'CountsByChannel',
      { websocket: ChannelCounts, email: ChannelCounts, sms: ChannelCounts, push: ChannelCounts },
      {},
    ),
    byType: CountsByType,
    otherTypes: WholeCount,
    connections: WholeCount,
  },
  {},
);

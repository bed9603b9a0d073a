import * as t from 'io-ts';
import { nullable } from '../../../domain/shared/codecs';
import type { LastRebuildView, ProjectionView, RebuildView } from '../../projections';
import { closedObject } from '../codecs/closed-object';
import { WholeCount } from './count';

const Rebuild: t.Type<RebuildView, unknown> = closedObject(
  'Rebuild',
  {
    rebuildId: t.string,
    why: t.keyof({ first: null, version: null, ordered: null }),
    progress: t.number,
    rate: WholeCount,
    secondsLeft: nullable(WholeCount),
  },
  {},
);

const LastRebuild: t.Type<LastRebuildView, unknown> = closedObject(
  'LastRebuild',
  {
    rebuildId: t.string,
    outcome: t.keyof({ switched: null, cancelled: null, failed: null, stopped: null, 'ended-elsewhere': null }),
  },
  { reason: t.string },
);

const ProjectionAnswer: t.Type<ProjectionView, unknown> = closedObject(
  'Projection',
  {
    name: t.string,
    version: WholeCount,
    status: t.keyof({ live: null, 'catching-up': null, rebuilding: null, failed: null }),
    position: t.string,
    lagEvents: WholeCount,
    lagSeconds: t.number,
    rate: WholeCount,
    unknownEvents: WholeCount,
  },
  { lastError: t.string, rebuild: Rebuild, lastRebuild: LastRebuild },
);

export const ProjectionsAnswer = closedObject('Projections', { data: t.readonlyArray(ProjectionAnswer) }, {});
export const RebuildOrdered = closedObject('RebuildOrdered', { rebuildId: t.string }, {});

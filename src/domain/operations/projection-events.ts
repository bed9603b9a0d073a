/** What was done to the projections, in `operations-<yyyy-mm>`. */
import * as t from 'io-ts';
import { nullable, Whole } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

/** Rows of the view that was live and of the one made beside it, both as they stood at `position` (a decimal). */
const Differences = t.strict({ position: t.string, missing: Whole, surplus: Whole, differing: Whole }, 'Differences');
export type Differences = t.TypeOf<typeof Differences>;

export const projectionEvents = {
  ProjectionRebuilt: eventCodec('ProjectionRebuilt', {
    rebuildId: t.string,
    projection: t.string,
    version: Whole,
    /** Of the view that was live; null where there was none to be compared. */
    replaces: nullable(Whole),
    /** Where rows and digest were counted, a decimal. */
    position: t.string,
    /** Folded up to there. */
    events: Whole,
    rows: Whole,
    digest: t.string,
    differences: nullable(Differences),
  }),
} as const;

export type ProjectionEvent = t.TypeOf<(typeof projectionEvents)[keyof typeof projectionEvents]>;

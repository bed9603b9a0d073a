import * as E from 'fp-ts/Either';
import type { Decider } from '../shared/decider';
import type { ProjectionEvent } from './projection-events';

export type RecordRebuild = { readonly type: 'RecordRebuild'; readonly rebuilt: ProjectionEvent['data'] };

/** The rebuilds that are recorded. */
export type RebuildsState = ReadonlySet<string>;

/** Each rebuild is recorded once, whoever comes to its end, and however often. */
export const rebuilds: Decider<RecordRebuild, RebuildsState, ProjectionEvent, never> = {
  initialState: new Set(),
  evolve: (state, { data: { rebuildId } }) => new Set([...state, rebuildId]),
  decide: ({ rebuilt }, state) =>
    E.right(state.has(rebuilt.rebuildId) ? [] : [{ type: 'ProjectionRebuilt', data: rebuilt }]),
};

import * as E from 'fp-ts/Either';
import { checkHistory } from '../../../src/domain/invariants/check-history';
import type { ProjectionEvent } from '../../../src/domain/operations/projection-events';
import { rebuilds } from '../../../src/domain/operations/rebuilds';
import { recordedAll } from '../../support/histories';

const rebuilt: ProjectionEvent['data'] = {
  rebuildId: 'r-1',
  projection: 'inbox',
  version: 1,
  replaces: null,
  position: '0',
  events: 0,
  rows: 0,
  digest: '0',
  differences: null,
};
const command = { type: 'RecordRebuild', rebuilt } as const;
const event: ProjectionEvent = { type: 'ProjectionRebuilt', data: rebuilt };
const stream = 'operations-2026-03';
const breachesOf = (...events: ReadonlyArray<ProjectionEvent>) =>
  checkHistory.breaches(
    recordedAll(events.map((one) => ({ stream, event: one }))).reduce(checkHistory.step, checkHistory.initial()),
  );

describe('the record of a rebuild', () => {
  it('is written once, however often its end is come to', () => {
    expect(rebuilds.decide(command, rebuilds.initialState)).toStrictEqual(E.right([event]));
    const after = rebuilds.evolve(rebuilds.initialState, event);
    expect(rebuilds.decide(command, after)).toStrictEqual(E.right([]));
    const another = { ...rebuilt, rebuildId: 'r-2' };
    expect(rebuilds.decide({ ...command, rebuilt: another }, after)).toStrictEqual(
      E.right([{ type: 'ProjectionRebuilt', data: another }]),
    );
  });

  it('breaks nothing where it stands once, after what was folded', () => {
    expect(breachesOf(event, { ...event, data: { ...rebuilt, rebuildId: 'r-2', position: '1' } })).toStrictEqual([]);
  });

  it.each([
    ['stands twice', [event, event], 2n],
    ['tells of events that are not there yet', [{ ...event, data: { ...rebuilt, position: '1' } }], 1n],
    ['names no position', [{ ...event, data: { ...rebuilt, position: 'somewhere' } }], 1n],
  ])('breaks I7 where it %s', (_, events, position) => {
    expect(breachesOf(...events)).toMatchObject([{ invariant: 'I7', stream, position }]);
  });
});

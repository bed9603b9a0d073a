import * as fc from 'fast-check';
import { allProjections } from '../../src/projections/all-projections';
import { foldEvents } from '../../src/projections/fold-events';
import { foldedRows } from '../support/folded-rows';
import { histories, recordedAll } from '../support/histories';

describe.each(allProjections.map((projection) => [projection.name, projection] as const))('%s', (_, projection) => {
  it('gives the same rows, whatever the size of the runs it is folded in', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 7 }), (told, size) => {
        const events = recordedAll(told);
        expect(foldedRows(projection, events, size)).toStrictEqual(foldedRows(projection, events));
      }),
    );
  });

  it('looks at no row that it did not name', () => {
    fc.assert(
      fc.property(histories, (told) => {
        for (const recorded of recordedAll(told)) {
          if (!projection.handles.includes(recorded.event.type)) continue;
          const named = projection.needs(recorded).map(({ table, key }) => `${table} ${key}`);
          projection.apply(recorded, {
            get: ({ table, key }) => {
              expect(named).toContain(`${table} ${key}`);
              return undefined;
            },
            isOwn: () => false,
          });
        }
      }),
    );
  });

  it('stops before an event whose row is not there or not readable, and keeps what came before', () => {
    fc.assert(
      fc.property(histories, (told) => {
        const events = recordedAll(told).filter(({ event }) => projection.handles.includes(event.type));
        const last = events.at(-1);
        if (last === undefined || projection.needs(last).length === 0) return;
        const spoilt = projection.needs(last).map((key) => ({ ...key, value: { spoilt: true } }));
        const { folded, changes, defect } = foldEvents(projection, [last], spoilt);
        expect({ folded, changes, tag: defect?._tag }).toStrictEqual({ folded: 0, changes: [], tag: 'MalformedRow' });
      }),
    );
  });
});

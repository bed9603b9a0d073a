import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { Instant } from '../../domain/shared/codecs';
import type { Change } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import type { Projection } from '../projection';
import { putRow } from '../put-row';
import { alertKey, AlertRow, alertsView, openIndex } from './row';

const put = (row: AlertRow): ReadonlyArray<Change> => [
  putRow(alertKey(row.cause), row, row.clearedAt === null ? [{ index: openIndex, sort: row.raisedAt }] : []),
];

const cleared =
  (at: Instant) =>
  (row: AlertRow): ReadonlyArray<Change> =>
    put({ ...row, clearedAt: at });

/** The last alert of each cause, and which of them are open. */
export const alerts: Projection = {
  ...alertsView,
  handles: ['AlertRaised', 'AlertCleared'],
  needs: ({ event }) => (event.type === 'AlertCleared' ? [alertKey(event.data.cause)] : []),
  apply: ({ event, at }, rows) => {
    if (event.type === 'AlertRaised') return E.right(put({ ...event.data, raisedAt: at, clearedAt: null }));
    if (event.type !== 'AlertCleared') return E.right([]);
    return pipe(existingRow(AlertRow, rows, alertKey(event.data.cause)), E.map(cleared(at)));
  },
};

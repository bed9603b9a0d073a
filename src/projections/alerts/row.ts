import * as t from 'io-ts';
import { AlertKind } from '../../domain/operations/events';
import { Instant, nullable } from '../../domain/shared/codecs';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const alertsView: ViewId = { name: 'alerts', version: 1 };

/** The last alert of a cause. */
export const AlertRow = t.strict(
  {
    cause: t.string,
    alertId: t.string,
    kind: AlertKind,
    subject: t.string,
    reason: nullable(t.string),
    raisedAt: Instant,
    /** Null while it is open. */
    clearedAt: nullable(Instant),
  },
  'AlertRow',
);
export type AlertRow = t.TypeOf<typeof AlertRow>;

export const alertKey = (cause: string): RowKey => ({ table: 'alert', key: cause });

/** Sorted by the time of raising: what is not cleared. */
export const openIndex = 'open';

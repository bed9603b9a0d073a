import * as E from 'fp-ts/Either';
import type { Change } from '../../../domain/shared/view';
import { decodeRow } from '../../../projections/decode-row';
import { deliveries as deliveriesProjection } from '../../../projections/deliveries/project';
import { DeliveryRow } from '../../../projections/deliveries/row';
import { withStoredDeliveries } from '../../../projections/deliveries/stored-deliveries';
import { foldEvents } from '../../../projections/fold-events';
import { inbox as inboxProjection } from '../../../projections/inbox/project';
import { inboxIndex, InboxRow, requestOf } from '../../../projections/inbox/row';
import type { Projection } from '../../../projections/projection';
import type { History } from '../../commands/read-history';

/** A notification as the views would have it, had they stopped at the end of this history. */
export type FoldedNotification = {
  readonly row: InboxRow;
  readonly deliveries: ReadonlyArray<DeliveryRow>;
  readonly isInInbox: boolean;
};

const fold = (projection: Projection, history: History): ReadonlyArray<Extract<Change, { readonly kind: 'put' }>> => {
  const handled = history.filter(({ event }) => projection.handles.includes(event.type));
  const { changes, defect } = foldEvents(projection, handled, []);
  if (defect !== undefined) throw new Error(`${defect._tag} where a notification's own history was folded`);
  return changes.flatMap((change) => (change.kind === 'put' ? [change] : []));
};

const decoded = <A>(outcome: E.Either<{ readonly _tag: string }, A>): A => {
  if (E.isRight(outcome)) return outcome.right;
  throw new Error(`${outcome.left._tag} where a notification's own history was folded`);
};

/** By the projections that make the live views; undefined where the history is empty. */
export const foldNotification = (history: History): FoldedNotification | undefined => {
  const [change] = fold(inboxProjection, history);
  if (change === undefined) return undefined;
  const row = decoded(decodeRow(InboxRow, change, change.value));
  const made = fold(deliveriesProjection, history).map((one) => decoded(decodeRow(DeliveryRow, one, one.value)));
  const deliveries = withStoredDeliveries(requestOf(row), row.createdAt, made);
  const isInInbox = change.indexes.some(({ index }) => index === inboxIndex('inbox', row.userId));
  return { row, deliveries, isInInbox };
};

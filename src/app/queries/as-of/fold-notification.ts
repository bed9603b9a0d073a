import * as E from 'fp-ts/Either';
import { channels } from '../../../domain/shared/codecs';
import type { Change } from '../../../domain/shared/view';
import { decodeRow } from '../../../projections/decode-row';
import { deliveries as deliveriesProjection } from '../../../projections/deliveries/project';
import { DeliveryRow } from '../../../projections/deliveries/row';
import { foldEvents } from '../../../projections/fold-events';
import { inbox as inboxProjection } from '../../../projections/inbox/project';
import { inboxIndex, InboxRow } from '../../../projections/inbox/row';
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

const inOrderOfChannels = (one: DeliveryRow, other: DeliveryRow): number =>
  channels.indexOf(one.channel) - channels.indexOf(other.channel);

/** By the projections that make the live views; undefined where the history is empty. */
export const foldNotification = (history: History): FoldedNotification | undefined => {
  const [change] = fold(inboxProjection, history);
  if (change === undefined) return undefined;
  const row = decoded(decodeRow(InboxRow, change, change.value));
  const deliveries = fold(deliveriesProjection, history)
    .map((made) => decoded(decodeRow(DeliveryRow, made, made.value)))
    .sort(inOrderOfChannels);
  const isInInbox = change.indexes.some(({ index }) => index === inboxIndex('inbox', row.userId));
  return { row, deliveries, isInInbox };
};

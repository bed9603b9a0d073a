import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { InboundEvent } from '../../domain/inbound/events';
import type { Recorded } from '../../domain/shared/recorded';
import type { Change } from '../../domain/shared/view';
import { existingRow } from '../decode-row';
import type { Projection } from '../projection';
import { putRow } from '../put-row';
import { sortByTime } from '../sort';
import { deadLetterKey, DeadLetterRow, deadLettersView, openIndex, sameCauseIndex } from './row';

type Parked = Extract<InboundEvent, { readonly type: 'MessageParked' }>;

const put = (row: DeadLetterRow): ReadonlyArray<Change> => {
  const sort = sortByTime(row.parkedAt, BigInt(row.position));
  const lists = [openIndex, sameCauseIndex(row.eventType, row.reason)].map((index) => ({ index, sort }));
  return [putRow(deadLetterKey(row.parkId), row, row.isOpen ? lists : [])];
};

const parked = ({ event, at, id, stream, position }: Recorded<Parked>): ReadonlyArray<Change> => {
  const { personal, ...message } = event.data;
  const body = { stream, type: event.type, eventId: id, sealed: personal };
  return put({ ...message, parkedAt: at, position: position.toString(), isOpen: true, body });
};

/** The messages that could not be handled, until an operator has replayed or discarded them. */
export const deadLetters: Projection = {
  ...deadLettersView,
  handles: ['MessageParked', 'MessageReplayed', 'MessageDiscarded'],
  needs: ({ event }) =>
    event.type === 'MessageReplayed' || event.type === 'MessageDiscarded' ? [deadLetterKey(event.data.parkId)] : [],
  apply: (recorded, rows) => {
    const { event } = recorded;
    if (event.type === 'MessageParked') return E.right(parked({ ...recorded, event }));
    if (event.type !== 'MessageReplayed' && event.type !== 'MessageDiscarded') return E.right([]);
    return pipe(
      existingRow(DeadLetterRow, rows, deadLetterKey(event.data.parkId)),
      E.map((row) => put({ ...row, isOpen: false })),
    );
  },
};

import * as t from 'io-ts';
import { Instant, nullable, SealedPart, UserId } from '../../domain/shared/codecs';
import { ContactField, Role } from '../../domain/recipient/events';
import type { RowKey, ViewId } from '../../domain/shared/view';

export const directoryView: ViewId = { name: 'directory', version: 1 };

const FieldRow = t.strict(
  {
    field: ContactField,
    /** The event time of the change that set it, or cleared it. */
    changedAt: Instant,
    /** The event whose sealed part holds it; null: it has none. */
    eventId: nullable(t.string),
  },
  'FieldRow',
);
export type FieldRow = t.TypeOf<typeof FieldRow>;

/** What is known of a person; contacts stay sealed, each part as its event carries it. */
export const RecipientRow = t.strict(
  {
    userId: UserId,
    fields: t.readonlyArray(FieldRow),
    /** The parts that still hold a field. */
    parts: t.readonlyArray(SealedPart),
    roles: t.readonlyArray(Role),
    rolesChangedAt: nullable(Instant),
    /** When the person was erased; what happened before no longer counts. */
    erasedAt: nullable(Instant),
  },
  'RecipientRow',
);
export type RecipientRow = t.TypeOf<typeof RecipientRow>;

export const recipientKeyOf = (userId: UserId): RowKey => ({ table: 'recipient', key: userId });

/** Sorted by user id: who has the role operator or admin. */
export const operatorsIndex = 'operators';
/** Sorted by user id: all who were not erased. */
export const everyoneIndex = 'everyone';
/** Sorted by the time of erasure. */
export const erasedIndex = 'erased';

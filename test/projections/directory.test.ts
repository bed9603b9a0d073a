import type { RecipientEvent } from '../../src/domain/recipient/events';
import { directory } from '../../src/projections/directory/project';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { at, sealed, userId } from '../support/vocabulary';

type Changed = Extract<RecipientEvent, { readonly type: 'ContactsChanged' }>['data'];
const changed = (seconds: number, given: Partial<Changed>): RecipientEvent => ({
  type: 'ContactsChanged',
  data: { userId, cause: 'c', changedAt: at(seconds), set: [], cleared: [], personal: null, ...given },
});
const roles = (...given: ReadonlyArray<'operator' | 'user'>): RecipientEvent => ({
  type: 'RolesChanged',
  data: { userId, cause: 'c', changedAt: at(0), roles: given },
});
const erased: RecipientEvent = { type: 'RecipientErased', data: { userId } };

const rowsAfter = (...events: ReadonlyArray<RecipientEvent>) =>
  foldedRows(directory, recordedAll(events.map((event) => ({ stream: 'recipient-u-1', event }))));
const rowAfter = (...events: ReadonlyArray<RecipientEvent>) => rowsAfter(...events)[0]?.value;
const part = (n: number) => ({
  stream: 'recipient-u-1',
  type: 'ContactsChanged',
  eventId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  sealed,
});

describe('the directory', () => {
  it('keeps for each field the part that holds it, once, and drops a part that holds none', () => {
    const first = changed(10, { set: ['email', 'phone'], personal: sealed });
    const second = changed(20, { set: ['email'], cleared: ['phone'], personal: sealed });
    expect(rowAfter(first)).toMatchObject({ parts: [part(0)] });
    expect(rowAfter(first, second)).toMatchObject({
      fields: [
        { field: 'email', changedAt: at(20), eventId: part(1).eventId },
        { field: 'phone', changedAt: at(20), eventId: null },
      ],
      parts: [part(1)],
    });
  });

  it('goes by the time of the change, not by its arrival', () => {
    const later = changed(20, { set: ['email'], personal: sealed });
    const earlier = changed(10, { set: ['email', 'locale'], personal: sealed });
    expect(rowAfter(later, earlier)).toMatchObject({
      fields: [
        { field: 'email', changedAt: at(20), eventId: part(0).eventId },
        { field: 'locale', changedAt: at(10), eventId: part(1).eventId },
      ],
    });
  });

  it('lists operators', () => {
    expect(listed(rowsAfter(roles('operator')), 'operators')).toStrictEqual(['u-1']);
    expect(listed(rowsAfter(roles('operator'), roles('user')), 'operators')).toStrictEqual([]);
  });

  it('keeps nothing of an erased person but that and when', () => {
    const rows = rowsAfter(changed(10, { set: ['email'], personal: sealed }), roles('operator'), erased);
    expect(rows[0]?.value).toStrictEqual({
      userId,
      fields: [],
      parts: [],
      roles: [],
      rolesChangedAt: null,
      erasedAt: at(2),
    });
    expect(listed(rows, 'erased')).toStrictEqual(['u-1']);
    expect(listed(rows, 'operators')).toStrictEqual([]);
  });
});

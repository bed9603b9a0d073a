import fc from 'fast-check';
import { contactsAfter, type CurrentContacts, unknownContacts } from '../../../src/domain/recipient/current-contacts';
import type { ContactField, RecipientEvent } from '../../../src/domain/recipient/events';
import { recordedAt } from '../../support/recorded';
import { at, sealed, userId } from '../../support/vocabulary';

const record = recordedAt('recipient-u-1');
const fold = (...events: ReadonlyArray<RecipientEvent>): CurrentContacts =>
  events.map((event, i) => record(event, i + 1)).reduce(contactsAfter, unknownContacts);

type Fields = ReadonlyArray<ContactField>;
const changed = (seconds: number, set: Fields, cleared: Fields = []): RecipientEvent => ({
  type: 'ContactsChanged',
  data: { userId, cause: `c-${seconds}`, changedAt: at(seconds), set, cleared, personal: sealed },
});
const holderOf = (position: number, seconds: number) => ({
  changedAt: at(seconds),
  part: { stream: 'recipient-u-1', type: 'ContactsChanged', eventId: `e-${position}`, sealed },
});

describe('a contact field', () => {
  it('is held by the change that set it', () => {
    expect(fold(changed(0, ['email', 'phone'])).fields).toStrictEqual({ email: holderOf(1, 0), phone: holderOf(1, 0) });
  });

  it('is set by the latest event time, not by arrival', () => {
    const { fields } = fold(changed(60, ['email']), changed(0, ['email', 'phone']));
    expect(fields).toStrictEqual({ email: holderOf(1, 60), phone: holderOf(2, 0) });
  });

  it('is set by the later arrival of two at one time', () => {
    expect(fold(changed(0, ['email']), changed(0, ['email'])).fields).toStrictEqual({ email: holderOf(2, 0) });
  });

  it('stays cleared against what was said of a time before', () => {
    const { fields } = fold(changed(60, [], ['email']), changed(0, ['email']));
    expect(fields).toStrictEqual({ email: { changedAt: at(60), part: null } });
  });

  it('holds the same whatever the order of arrival', () => {
    const changes = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, (seconds) => {
        const inOrder = seconds.toSorted((a, b) => a - b).map((second) => changed(second, ['email']));
        const expected = fold(...inOrder).fields.email?.changedAt;
        expect(fold(...seconds.map((second) => changed(second, ['email']))).fields.email?.changedAt).toBe(expected);
      }),
    );
  });
});

describe('roles', () => {
  it('are those of the latest event time', () => {
    const roles = (seconds: number, role: 'admin' | 'operator'): RecipientEvent => ({
      type: 'RolesChanged',
      data: { userId, cause: `c-${seconds}`, changedAt: at(seconds), roles: [role] },
    });
    expect(fold(roles(60, 'admin'), roles(0, 'operator')).roles).toStrictEqual(['admin']);
  });
});

it('knows nothing any more of who was erased', () => {
  const erased: RecipientEvent = { type: 'RecipientErased', data: { userId } };
  expect(fold(changed(0, ['email']), erased)).toStrictEqual({ ...unknownContacts, erased: true });
});

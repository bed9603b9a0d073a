import { recipient } from '../../../src/domain/recipient';
import type { RecipientCommand } from '../../../src/domain/recipient/commands';
import type { RecipientEvent } from '../../../src/domain/recipient/events';
import { specification } from '../../support/specification';
import { at, sealed, userId } from '../../support/vocabulary';

const { given } = specification(recipient);
const change = { userId, cause: 'c-1', changedAt: at(0) };
const contacts = { ...change, set: ['email'], cleared: ['phone'], personal: sealed } as const;
const changeContacts: RecipientCommand = { type: 'ChangeContacts', ...contacts };
const contactsChanged: RecipientEvent = { type: 'ContactsChanged', data: contacts };
const changeRoles: RecipientCommand = { type: 'ChangeRoles', ...change, roles: ['operator'] };
const rolesChanged: RecipientEvent = { type: 'RolesChanged', data: { ...change, roles: ['operator'] } };
const erased: RecipientEvent = { type: 'RecipientErased', data: { userId } };

describe('a change', () => {
  it('of contacts or roles is recorded', () => {
    given().when(changeContacts).then(contactsChanged);
    given().when(changeRoles).then(rolesChanged);
  });

  it('is recorded once for its cause', () => {
    given(contactsChanged).when(changeContacts).thenNothing();
    given(rolesChanged).when(changeRoles).thenNothing();
  });

  it('of contacts and one of roles may have one cause', () => {
    given(contactsChanged).when(changeRoles).then(rolesChanged);
  });

  it('is recorded even where a later one is known already', () => {
    const earlier = { ...contacts, cause: 'c-0', changedAt: at(-60) };
    given(contactsChanged)
      .when({ type: 'ChangeContacts', ...earlier })
      .then({ type: 'ContactsChanged', data: earlier });
  });
});

describe('an erasure', () => {
  it('is recorded once, of somebody unknown too', () => {
    given().when({ type: 'Erase', userId }).then(erased);
    given(contactsChanged, erased).when({ type: 'Erase', userId }).thenNothing();
  });

  it('stays: nothing is taken in after it', () => {
    const isErased = { _tag: 'RecipientIsErased', userId } as const;
    given(erased).when(changeContacts).thenRejected(isErased);
    given(erased).when(changeRoles).thenRejected(isErased);
  });
});

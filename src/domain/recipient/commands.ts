import type { Instant, Sealed, UserId } from '../shared/codecs';
import type { ContactField, Role } from './events';

type About = { readonly userId: UserId };
/** `changedAt`: when it became so, by the source that says it; `cause`: that source's own identity. */
type Change = About & { readonly cause: string; readonly changedAt: Instant };

export type ChangeContacts = Change & {
  readonly type: 'ChangeContacts';
  readonly set: ReadonlyArray<ContactField>;
  readonly cleared: ReadonlyArray<ContactField>;
  readonly personal: Sealed | null;
};
export type ChangeRoles = Change & { readonly type: 'ChangeRoles'; readonly roles: ReadonlyArray<Role> };
export type Erase = About & { readonly type: 'Erase' };

export type RecipientCommand = ChangeContacts | ChangeRoles | Erase;

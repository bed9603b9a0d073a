import * as E from 'fp-ts/Either';
import type { ChangeContacts, ChangeRoles, RecipientCommand } from './commands';
import type { RecipientEvent } from './events';
import type { RecipientRejection } from './rejections';
import type { RecipientState } from './state';

const eventOf = (command: ChangeContacts | ChangeRoles): RecipientEvent => {
  const { userId, cause, changedAt } = command;
  const change = { userId, cause, changedAt };
  if (command.type === 'ChangeRoles') return { type: 'RolesChanged', data: { ...change, roles: command.roles } };
  const { set, cleared, personal } = command;
  return { type: 'ContactsChanged', data: { ...change, set, cleared, personal } };
};

/**
 * What was said is recorded, even where a later change is known already: which of two holds is the fold's to say
 * (`contactsAfter`). Only a cause that was recorded is not recorded again.
 */
export const decide = (
  command: RecipientCommand,
  state: RecipientState,
): E.Either<RecipientRejection, ReadonlyArray<RecipientEvent>> => {
  const { userId } = command;
  if (command.type === 'Erase') return E.right(state.erased ? [] : [{ type: 'RecipientErased', data: { userId } }]);
  if (state.erased) return E.left({ _tag: 'RecipientIsErased', userId });
  const event = eventOf(command);
  return E.right(state.causes.has(`${event.type} ${command.cause}`) ? [] : [event]);
};

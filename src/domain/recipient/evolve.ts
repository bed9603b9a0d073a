import type { RecipientEvent } from './events';
import type { RecipientState } from './state';

export const evolve = (state: RecipientState, event: RecipientEvent): RecipientState => {
  switch (event.type) {
    case 'ContactsChanged':
    case 'RolesChanged':
      return { ...state, causes: new Set([...state.causes, `${event.type} ${event.data.cause}`]) };
    case 'RecipientErased':
      return { ...state, erased: true };
  }
};

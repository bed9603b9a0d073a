import type { NotificationEvent, NotificationRequested } from './events';
import type { NotificationState } from './state';

const requested = ({ data }: NotificationRequested): NotificationState => {
  const { userId, fingerprint, sendAt, expiresAt } = data;
  const untouched = { read: false, archived: false, cancelled: false, expired: false };
  return { status: 'requested', userId, fingerprint, sendAt, expiresAt, ...untouched };
};

export const evolve = (state: NotificationState, event: NotificationEvent): NotificationState => {
  if (event.type === 'NotificationRequested') return requested(event);
  if (state.status === 'unknown') return state;
  switch (event.type) {
    case 'NotificationRead':
      return { ...state, read: true };
    case 'NotificationArchived':
      return { ...state, archived: true };
    case 'NotificationCancelled':
      return { ...state, cancelled: true };
    case 'NotificationExpired':
      return { ...state, expired: true };
  }
};

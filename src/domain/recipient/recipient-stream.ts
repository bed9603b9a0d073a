import type { UserId } from '../shared/codecs';

export const recipientStream = (id: UserId): string => `recipient-${id}`;

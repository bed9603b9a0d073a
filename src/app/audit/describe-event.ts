import type { DomainEvent } from '../../domain/events';
import type { HistoryEvent } from '../queries';
import type { Words } from './words';
import { wordsOfDelivery } from './words-of-delivery';
import { wordsOfNotification } from './words-of-notification';
import { wordsOfOthers } from './words-of-others';

const words: Words = { ...wordsOfNotification, ...wordsOfDelivery, ...wordsOfOthers };

const spaced = (type: string): string => type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** What happened, in words on one line; an event that has no words of its own is told by its name. */
export const describeEvent = ({ event, personal }: Pick<HistoryEvent, 'event' | 'personal'>): string => {
  // The type of the one picks the other, which TypeScript can't follow through a lookup.
  const say = words[event.type] as ((data: DomainEvent['data'], personal: unknown) => string) | undefined;
  const said = say?.(event.data, personal) ?? spaced(event.type);
  return said.replace(/\p{Cc}+/gu, ' ');
};

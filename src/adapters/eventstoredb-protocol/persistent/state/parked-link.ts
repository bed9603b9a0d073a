import type { EngineEvent } from '../../../../domain/ports/journal-engine';
import { LINK_TYPE } from '../../resolve-link';
import { type Message, originalOf } from '../group/message';
import { ownEvent } from './own-events';

/** How an event stands in the parked stream: a link to it, or, of a link that led to nothing, that link again. */
export const parkedLink = ({ resolved }: Message, reason: string, added: string): EngineEvent => {
  const original = originalOf(resolved);
  const { event } = resolved;
  const metadata = { added, reason, subscriptionEventNumber: Number(original.revision) };
  return ownEvent({
    type: LINK_TYPE,
    data: event === undefined ? original.data : `${event.revision}@${event.stream}`,
    metadata: JSON.stringify(metadata),
  });
};

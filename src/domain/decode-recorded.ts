import * as E from 'fp-ts/Either';
import { type DomainEvent, ledgerEventCodecs } from './events';
import { decodeEvent, type UndecodableEvent } from './shared/decode-event';
import { Metadata } from './shared/metadata';
import type { Recorded } from './shared/recorded';
import type { StoredEvent } from './shared/stored-event';

const decode = decodeEvent(ledgerEventCodecs);

/** A stored event as the domain reads it, or why it can't be. */
export const decodeRecorded = (stored: StoredEvent): E.Either<UndecodableEvent, Recorded<DomainEvent>> => {
  const event = decode(stored);
  if (E.isLeft(event)) return event;
  const metadata = Metadata.decode(stored.metadata);
  if (E.isLeft(metadata)) return E.left({ _tag: 'MalformedEvent', type: stored.type, errors: metadata.left });
  const { $correlationId: correlationId, $causationId: causationId, actor, at } = metadata.right;
  const { id, stream, revision, position } = stored;
  return E.right({ event: event.right, id, stream, revision, position, at, actor, correlationId, causationId });
};

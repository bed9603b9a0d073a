import * as E from 'fp-ts/Either';
import type * as t from 'io-ts';
import { type DomainEvent, ledgerEventCodecs } from './events';
import { decodeEvent, type UndecodableEvent } from './shared/decode-event';
import { isExactly } from './shared/is-exactly';
import { Metadata } from './shared/metadata';
import type { Recorded } from './shared/recorded';
import type { StoredEvent } from './shared/stored-event';

const decode = decodeEvent(ledgerEventCodecs);
const isExactlyMetadata = isExactly(Metadata);

/** Nearly all are as they should be, and need not be decoded to a copy. */
const metadataOf = (metadata: unknown): t.Validation<Metadata> =>
  isExactlyMetadata(metadata) ? E.right(metadata as Metadata) : Metadata.decode(metadata);

/** A stored event as the domain reads it, or why it can't be. */
export const decodeRecorded = (stored: StoredEvent): E.Either<UndecodableEvent, Recorded<DomainEvent>> => {
  const event = decode(stored);
  if (E.isLeft(event)) return event;
  const metadata = metadataOf(stored.metadata);
  if (E.isLeft(metadata)) return E.left({ _tag: 'MalformedEvent', type: stored.type, errors: metadata.left });
  const { $correlationId: correlationId, $causationId: causationId, actor, at } = metadata.right;
  const { id, stream, revision, position } = stored;
  return E.right({ event: event.right, id, stream, revision, position, at, actor, correlationId, causationId });
};

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { MessageFault } from '../../domain/inbound/events';
import { decidePlatformEvent } from '../../domain/platform/decide-platform-event';
import { fingerprintText, identityOf, identityOfUndecodable } from '../../domain/platform/identity';
import type { PlatformMessage } from '../../domain/platform/message';
import { normalize } from '../../domain/platform/normalize';
import type { InboundMessage } from '../../domain/ports/intake';
import { livingKeys } from '../vault/living-keys';
import { carryOut } from './carry-out';
import type { IntakeDeps } from './intake-deps';
import { type Setback, setbackOf } from './setback';

/** What became of a message that was looked at to its end. `conflict`: its identity said something else before. */
export type Taken =
  | { readonly kind: 'stored'; readonly identity: string }
  | { readonly kind: 'undecodable'; readonly identity: string; readonly report: ReadonlyArray<MessageFault> }
  | { readonly kind: 'conflict'; readonly identity: string };

type Outcome = TE.TaskEither<Setback, Taken>;

/** HMACs of what messages say: not of one recipient, so that one identity with two users is found out. */
const fingerprintKey = 'ledger:fingerprints';
const queuePrefix = 'notification-service.';

/** A message that comes back through a delay tier has lost its routing key, but each event type has a queue of its own. */
export const routedAs = ({ queue, routingKey }: Pick<InboundMessage, 'queue' | 'routingKey'>): string =>
  queue.startsWith(queuePrefix) ? queue.slice(queuePrefix.length) : routingKey;

/** The identity of a message, understood or not. */
export const identify = (namespace: string, message: InboundMessage): string => {
  const { messageId, body } = message;
  const normalized = normalize(routedAs(message), body);
  return E.isRight(normalized)
    ? identityOf(namespace, normalized.right, messageId)
    : identityOfUndecodable(namespace, routedAs(message), message);
};

const carry = (deps: IntakeDeps, message: PlatformMessage, identity: string): Outcome =>
  pipe(
    livingKeys(deps.vault.digest(fingerprintKey, fingerprintText(message))),
    TE.mapLeft(setbackOf),
    TE.chainW((fingerprint) => {
      const now = deps.clock.now();
      return carryOut(deps, { message, identity, fingerprint, now }, decidePlatformEvent(message, now));
    }),
    TE.map((): Taken => ({ kind: 'stored', identity })),
    TE.orElse((failure): Outcome =>
      failure._tag === 'IdentityConflict' ? TE.right({ kind: 'conflict', identity }) : TE.left(failure),
    ),
  );

/**
 * Decodes a message and stores everything that follows from it. `as`: the identity that an operator has given it, instead of
 * its own.
 */
export const takeMessage =
  (deps: IntakeDeps) =>
  (message: InboundMessage, as?: string): Outcome => {
    const { namespace } = deps.writer;
    const normalized = normalize(routedAs(message), message.body);
    if (E.isRight(normalized))
      return carry(deps, normalized.right, as ?? identityOf(namespace, normalized.right, message.messageId));
    const identity = identityOfUndecodable(namespace, routedAs(message), message);
    return TE.right({ kind: 'undecodable', identity, report: normalized.left });
  };

import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { MessageFault } from '../../domain/inbound/events';
import { decidePlatformEvent } from '../../domain/platform/decide-platform-event';
import { fingerprintText, identityOf, identityOfUndecodable } from '../../domain/platform/identity';
import type { PlatformMessage } from '../../domain/platform/message';
import { normalize } from '../../domain/platform/normalize';
import type { InboundMessage } from '../../domain/ports/intake';
import type { Plan } from '../../domain/platform/plan';
import { livingKeys } from '../vault/living-keys';
import type { Arrival } from './arrival';
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

/** A message that was decoded, and by what it is known. */
export type Identified = { readonly message: PlatformMessage; readonly identity: string };
type Undecodable = Extract<Taken, { readonly kind: 'undecodable' }>;

/** `as`: the identity that an operator has given it, instead of its own. */
export const understand = (
  namespace: string,
  inbound: InboundMessage,
  as?: string,
): E.Either<Undecodable, Identified> => {
  const normalized = normalize(routedAs(inbound), inbound.body);
  if (E.isRight(normalized)) {
    const message = normalized.right;
    return E.right({ message, identity: as ?? identityOf(namespace, message, inbound.messageId) });
  }
  const identity = identityOfUndecodable(namespace, routedAs(inbound), inbound);
  return E.left({ kind: 'undecodable', identity, report: normalized.left });
};

/** Those messages as they arrived, in their order. */
export const arrivalsOf = (
  { vault, clock }: Pick<IntakeDeps, 'vault' | 'clock'>,
  identified: ReadonlyArray<Identified>,
): TE.TaskEither<Setback, ReadonlyArray<Arrival>> => {
  const now = clock.now();
  return pipe(
    livingKeys(
      vault.digestAll(
        fingerprintKey,
        identified.map(({ message }) => fingerprintText(message)),
      ),
    ),
    TE.bimap(setbackOf, (fingerprints) =>
      identified.map(({ message, identity }, index) => {
        const fingerprint = fingerprints[index];
        if (fingerprint === undefined) throw new Error('The vault answered with fewer digests than it was given texts');
        return { message, identity, fingerprint, now };
      }),
    ),
  );
};

/** Stores everything that follows from it. */
export const carry = (deps: IntakeDeps, arrival: Arrival, plan: Plan): Outcome => {
  const { identity } = arrival;
  return pipe(
    carryOut(deps, arrival, plan),
    TE.map((): Taken => ({ kind: 'stored', identity })),
    TE.orElse((failure): Outcome =>
      failure._tag === 'IdentityConflict' ? TE.right({ kind: 'conflict', identity }) : TE.left(failure),
    ),
  );
};

/**
 * Decodes a message and stores everything that follows from it. `as`: the identity that an operator has given it, instead of
 * its own.
 */
export const takeMessage =
  (deps: IntakeDeps) =>
  (inbound: InboundMessage, as?: string): Outcome => {
    const understood = understand(deps.writer.namespace, inbound, as);
    if (E.isLeft(understood)) return TE.right(understood.left);
    return pipe(
      arrivalsOf(deps, [understood.right]),
      TE.chain(([arrival]) => {
        if (arrival === undefined) throw new Error('A message did not arrive');
        return carry(deps, arrival, decidePlatformEvent(arrival.message, arrival.now));
      }),
    );
  };

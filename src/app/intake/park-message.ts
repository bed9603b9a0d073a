import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inbound } from '../../domain/inbound';
import { inboundEvents, type MessageFault, type ParkReason } from '../../domain/inbound/events';
import { inboundStream } from '../../domain/inbound/inbound-stream';
import { parkIdOf } from '../../domain/inbound/park-id';
import { parkedCause } from '../../domain/operations/cause';
import type { InboundMessage } from '../../domain/ports/intake';
import { plusMillis } from '../../domain/shared/instant';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { eventIdOf } from '../commands/to-new-events';
import { livingKeys } from '../vault/living-keys';
import { intakeActor } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { inboundState } from './known';
import { toParkedBody } from './parked-body';
import { PARKED_FOR_MILLIS, parkedKey } from './parked-key';
import { type Setback, setbackOf } from './setback';
import { routedAs } from './take-message';

export type ToPark = {
  readonly message: InboundMessage;
  readonly identity: string;
  readonly reason: ParkReason;
  readonly report: ReadonlyArray<MessageFault>;
};

/** The body is sealed before it is parked, under a key that ends by itself, should the event never be written. */
const park = ({ journal, writer, vault, clock }: IntakeDeps, { message, identity, reason, report }: ToPark) => {
  const { queue, routingKey, messageId, body, retries } = message;
  const stream = inboundStream(identity);
  const now = clock.now();
  return pipe(
    inboundState(journal, identity),
    TE.chainW((state) => {
      const parkId = parkIdOf(writer.namespace, identity, body, state);
      const type = 'MessageParked';
      const context = { stream, type, eventId: eventIdOf(writer.namespace, stream, parkId, type) };
      const expiresAt = plusMillis(now, PARKED_FOR_MILLIS);
      const cause = { id: parkId, causedBy: identity, actor: intakeActor, correlationId: identity, at: now };
      return pipe(
        livingKeys(vault.seal([{ owner: parkedKey(parkId), context, value: toParkedBody(body), expiresAt }])),
        TE.chainW(([personal]) => {
          if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
          const from = { identity, eventType: routedAs(message), parkId, queue, routingKey, messageId };
          return execute(writer)({
            stream,
            history: readHistory(journal, stream),
            decider: inbound,
            codecs: inboundEvents,
            command: { type: 'ParkMessage', ...from, reason, report, attempts: retries + 1, personal },
            cause,
          });
        }),
      );
    }),
    retryConflicts,
  );
};

/** Stores a message that can't be handled, for operators to see; the same arrival once, however often it comes. */
export const parkMessage =
  (deps: IntakeDeps) =>
  (toPark: ToPark): TE.TaskEither<Setback, void> =>
    pipe(
      park(deps, toPark),
      TE.bimap(
        (failure) => {
          if (failure._tag === 'IdentityConflict' || failure._tag === 'NoSuchPark' || failure._tag === 'ParkClosed')
            throw new Error(`Parking was refused: ${failure._tag}`);
          return setbackOf(failure);
        },
        ({ appended, history }) => {
          const position = appended?.position ?? history.at(-1)?.position ?? 0n;
          deps.raise(parkedCause(routedAs(toPark.message), toPark.reason), position);
        },
      ),
    );

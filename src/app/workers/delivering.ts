import type { DeliveryCommand } from '../../domain/delivery/commands';
import { decideDelivery, type DeliveryDeciding } from '../commands/decide-delivery';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Channel, NotificationId, UserId } from '../../domain/shared/codecs';
import type { Actor } from '../../domain/shared/recorded';
import type { Position } from '../../domain/shared/stored-event';
import type { Writer } from '../commands/create-writer';
import type { Circuits } from '../providers/circuits';
import type { AttemptOutcome } from '../metrics';
import type { Preparing } from './prepare-delivery';

export type DeliveryLimits = {
  /** How long an attempt is its owner's: more than the two below together. */
  readonly holdMillis: number;
  readonly abortAfterMillis: number;
  readonly graceMillis: number;
};

/** What the delivery worker works with. */
export type Delivering = Preparing & {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Tries a bounded time: what it can't store is taken up again later. */
  readonly writer: Writer;
  /** Goes on until the journal answers or the process ends: what it stores has happened outside. */
  readonly outcomeWriter: Writer;
  /** This start of this process: the owner of the attempts that it begins. */
  readonly incarnation: string;
  readonly isDead: (incarnation: string) => boolean;
  /** Which providers may be used now. */
  readonly circuits: Circuits;
  readonly retryDelays: ReadonlyArray<number>;
  readonly limits: DeliveryLimits;
  /** Resolves once the views have seen the position, or after a moment. */
  readonly viewsReach: (position: Position, userId: UserId) => Promise<void>;
  readonly attempted: (channel: Channel, outcome: AttemptOutcome) => void;
  /** A delivery of a notification that has a secret came to its end. */
  readonly ended: (id: NotificationId) => void;
  /** Aborts when the process has no time left: sends in hand are given up, and recorded as such. */
  readonly signal: AbortSignal;
};

/** Who decides here: the ledger itself. */
export const deliveryActor: Actor = { kind: 'system', id: 'delivery' };

/** One decision of the worker on a delivery as it was loaded. */
export const decideOn =
  (deps: DeliveryDeciding) =>
  (loaded: LoadedDelivery, command: DeliveryCommand, causeId: string): ReturnType<ReturnType<typeof decideDelivery>> =>
    decideDelivery(deps)(loaded, command, { id: causeId, actor: deliveryActor });

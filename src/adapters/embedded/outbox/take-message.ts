import * as E from 'fp-ts/Either';
import type { Clock } from '../../../domain/ports/clock';
import { recipientKey } from '../../../domain/ports/key-ring';
import type { Sealed } from '../../../domain/shared/codecs';
import type { ProviderReceipt, SendFailure } from '../../../domain/ports/providers';
import type { Vault } from '../../../domain/ports/vault';
import type { LruCache } from '../../../domain/shared/lru-cache';
import type { OutboxMessage } from './message';
import { sealContext } from './seal-context';
import type { NewRow, TakenRows } from './taken-rows';

export type TakeParts = {
  readonly rows: TakenRows;
  readonly store: (row: NewRow) => Promise<number>;
  readonly vault: Vault;
  readonly clock: Clock;
  /** What was taken since the start, as it would have been sent, by delivery key; sealed, so that an erasure reaches it too. */
  readonly shown: LruCache<string, Sealed>;
};

type Sent = E.Either<SendFailure, ProviderReceipt>;

/** A failure of this machine, not of the message: another try may work. */
export const passing = (reason: string): SendFailure => ({
  _tag: 'SendFailed',
  kind: 'passing',
  reason,
  answer: null,
  counts: true,
  retryAfterSeconds: null,
});

/** At the next try the delivery is seen to be an erased person's, and is suppressed. */
const recipientErased = passing('recipient-erased');

const receipt = (id: number, message: OutboxMessage): Sent =>
  E.right({ providerId: `outbox-${id}`, answer: null, bytes: JSON.stringify(message.shown) });

const sealMessage = async ({ vault }: TakeParts, { userId, channel, atRest, shown }: OutboxMessage, key: string) => {
  const to = { owner: recipientKey(userId), context: sealContext(channel, key) };
  return vault.seal([
    { ...to, value: atRest },
    { ...to, value: shown },
  ])();
};

/** Keeps one message for each key, durably (rejects where it can't be written); a repeat is answered as the first was, and changes nothing. */
export const takeMessage = async (
  parts: TakeParts,
  message: OutboxMessage,
  key: string,
  signal: AbortSignal,
): Promise<Sent> => {
  if (signal.aborted) return E.left(passing('aborted'));
  const first = parts.rows.idOf(key);
  if (first !== undefined) return receipt(first, message);
  const sealed = await sealMessage(parts, message, key);
  if (E.isLeft(sealed))
    return E.left(sealed.left._tag === 'KeysGone' ? recipientErased : passing('key-ring-unavailable'));
  const [atRest, shown] = sealed.right;
  if (atRest === undefined || shown === undefined)
    throw new Error('The vault answered without the parts that it was asked to seal');
  const { channel, userId } = message;
  const id = await parts.store({ key, channel, userId, takenAt: parts.clock.now(), sealed: atRest });
  if (parts.shown.get(key) === undefined) parts.shown.set(key, shown);
  return receipt(id, message);
};

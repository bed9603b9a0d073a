import * as E from 'fp-ts/Either';
import { notificationStream } from '../../domain/notification/location';
import { isExpired } from '../../domain/policies/visibility';
import type { Journal } from '../../domain/ports/journal';
import { type HeldKey, type KeyOwner, type KeyRing, oneTimeKey, recipientKey } from '../../domain/ports/key-ring';
import type { Instant, NotificationId, UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import { loadDeliveries } from '../commands/load-deliveries';
import type { LoadedDelivery } from '../commands/load-delivery';
import type { AppFailure } from '../failure';
import type { Finding } from './finding';

export type Erasure = { readonly at: Instant; readonly stream: string; readonly position: Position };

type Deps = {
  readonly journal: Journal;
  readonly keyRing: Pick<KeyRing, 'held'>;
  readonly erasures: ReadonlyMap<UserId, Erasure>;
  /** What ended later may have its key still: beside a running server the end comes first, and the key goes after it. */
  readonly endedBy: Instant;
};

export type KeysUnread = { readonly _tag: 'KeysUnread' };
type Checked = E.Either<KeysUnread, ReadonlyArray<Finding>>;

const PAGE = 256;
const unread: E.Either<KeysUnread, never> = E.left({ _tag: 'KeysUnread' });
const oneTimePrefix = oneTimeKey('');

const isOver =
  (endedBy: Instant) =>
  ({ state, request, history }: LoadedDelivery): boolean =>
    isExpired(request.event.data, endedBy) || (state.final !== undefined && (history.at(-1)?.at ?? endedBy) < endedBy);

const ofSecret = ({
  at,
  position,
}: {
  readonly at: string;
  readonly position: Position;
}): Pick<Finding, 'position' | 'detail'> => ({
  position,
  detail: `its one-time key lives on, though all that it was requested for at ${at} has ended`,
});

async function* heldKeys(keyRing: Deps['keyRing']): AsyncGenerator<E.Either<KeysUnread, HeldKey>> {
  for (let after: KeyOwner | undefined; ;) {
    const page = await keyRing.held(oneTimePrefix, { ...(after === undefined ? {} : { after }), limit: PAGE })();
    if (E.isLeft(page)) {
      yield unread;
      return;
    }
    yield* page.right.map((held) => E.right(held));
    if (page.right.length < PAGE) return;
    after = page.right.at(-1)?.owner;
  }
}

/** A key whose request was never stored has sealed nothing, and is destroyed at the next start. */
const hasRequest = (loaded: E.Either<AppFailure, ReadonlyArray<LoadedDelivery>>): boolean =>
  E.isRight(loaded) || loaded.left._tag !== 'NotFound';

const checkSecrets = async ({ journal, keyRing, endedBy }: Deps): Promise<Checked> => {
  const findings: Array<Finding> = [];
  for await (const held of heldKeys(keyRing)) {
    if (E.isLeft(held)) return held;
    const id = held.right.owner.slice(oneTimePrefix.length) as NotificationId;
    const loaded = await loadDeliveries(journal, id)();
    if (!hasRequest(loaded)) continue;
    if (E.isLeft(loaded)) return unread;
    const [first] = loaded.right;
    if (first === undefined || !loaded.right.every(isOver(endedBy))) continue;
    findings.push({ invariant: 'I9', stream: notificationStream(id), ...ofSecret(first.request) });
  }
  return E.right(findings);
};

const checkErased = async ({ keyRing, erasures, endedBy }: Deps): Promise<Checked> => {
  const findings: Array<Finding> = [];
  for (const [userId, { at, stream, position }] of erasures) {
    if (at >= endedBy) continue;
    const owner = recipientKey(userId);
    const held = await keyRing.held(owner, { limit: 1 })();
    if (E.isLeft(held)) return unread;
    if (held.right[0]?.owner === owner)
      findings.push({ invariant: 'I9', stream, position, detail: 'the key of an erased recipient lives on' });
  }
  return E.right(findings);
};

/** No secret outlives its delivery, and no personal datum an erasure: their keys are gone. */
export const checkKeys = async (deps: Deps): Promise<Checked> => {
  const secrets = await checkSecrets(deps);
  if (E.isLeft(secrets)) return secrets;
  const erased = await checkErased(deps);
  return E.isLeft(erased) ? erased : E.right([...secrets.right, ...erased.right]);
};

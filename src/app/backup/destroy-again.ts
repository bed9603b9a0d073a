import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import { type KeyOwner, type KeyRing, oneTimeKey, recipientKey } from '../../domain/ports/key-ring';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import type { AppFailure } from '../failure';
import { unavailable } from '../commands/unavailable';
import { fateOfSecret } from '../workers/fate-of-secret';

type Deps = {
  readonly journal: Journal;
  readonly keyRing: Pick<KeyRing, 'held' | 'destroy' | 'destroyForGood'>;
  readonly clock: Clock;
  readonly erased: ReadonlySet<UserId>;
};

/** How many keys a restored ring had that the journal says are gone. */
export type Destroyed = { readonly ofErased: number; readonly ofSecrets: number };

const PAGE = 256;
const oneTimePrefix = oneTimeKey('');

const pagesOf = <A>(values: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(values.length / PAGE) }, (_, n) => values.slice(n * PAGE, (n + 1) * PAGE));

/** Those without a key too: they are to get none, and the ring may have been copied before it was told so. */
const ofErased = async ({ keyRing, erased }: Deps): Promise<E.Either<AppFailure, number>> => {
  let count = 0;
  for (const owners of pagesOf([...erased].map(recipientKey))) {
    for (const owner of owners) {
      const held = await keyRing.held(owner, { limit: 1 })();
      if (E.isLeft(held)) return E.left(unavailable(held.left));
      if (held.right[0]?.owner === owner) count += 1;
    }
    const destroyed = await keyRing.destroyForGood(owners)();
    if (E.isLeft(destroyed)) return E.left(unavailable(destroyed.left));
  }
  return E.right(count);
};

/** What a start would destroy: a secret whose notification has ended, and a key that nothing was sealed by. */
const endSecret = async ({ journal, keyRing, clock }: Deps, owner: KeyOwner): Promise<E.Either<AppFailure, number>> => {
  const fate = await fateOfSecret({ journal, clock })(owner.slice(oneTimePrefix.length) as NotificationId)();
  if (E.isLeft(fate)) return fate;
  if (fate.right === 'needed') return E.right(0);
  const end = fate.right === 'spent' ? keyRing.destroyForGood : keyRing.destroy;
  const destroyed = await end([owner])();
  return E.isLeft(destroyed) ? E.left(unavailable(destroyed.left)) : E.right(1);
};

const ofSecrets = async (deps: Deps): Promise<E.Either<AppFailure, number>> => {
  let count = 0;
  for (let after: KeyOwner | undefined; ;) {
    const page = await deps.keyRing.held(oneTimePrefix, { ...(after === undefined ? {} : { after }), limit: PAGE })();
    if (E.isLeft(page)) return E.left(unavailable(page.left));
    for (const { owner } of page.right) {
      const ended = await endSecret(deps, owner);
      if (E.isLeft(ended)) return ended;
      count += ended.right;
    }
    if (page.right.length < PAGE) return E.right(count);
    after = page.right.at(-1)?.owner;
  }
};

/**
 * A copy of the key ring may hold keys that were destroyed after it was made. Of those that the journal tells of, the keys
 * are destroyed again before anybody can use them.
 */
export const destroyAgain = async (deps: Deps): Promise<E.Either<AppFailure, Destroyed>> => {
  const erased = await ofErased(deps);
  if (E.isLeft(erased)) return erased;
  const secrets = await ofSecrets(deps);
  return E.isLeft(secrets) ? secrets : E.right({ ofErased: erased.right, ofSecrets: secrets.right });
};

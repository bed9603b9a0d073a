import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { Key, KeyOwner, KeyRing, KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { KeysGone, ToSeal } from '../../domain/ports/vault';
import type { Instant } from '../../domain/shared/codecs';

type Wanted = Pick<ToSeal, 'owner' | 'expiresAt'>;

const ownersByExpiry = (wanted: ReadonlyArray<Wanted>): ReadonlyMap<Instant | undefined, ReadonlySet<KeyOwner>> => {
  const groups = new Map<Instant | undefined, Set<KeyOwner>>();
  for (const { owner, expiresAt } of wanted) {
    groups.set(expiresAt, (groups.get(expiresAt) ?? new Set<KeyOwner>()).add(owner));
  }
  return groups;
};

/** In the order of what is wanted. */
const keysOfAll = (
  wanted: ReadonlyArray<Wanted>,
  keys: ReadonlyMap<KeyOwner, Key>,
): E.Either<KeysGone, ReadonlyArray<Key>> => {
  const found: Array<Key> = [];
  const gone = new Set<KeyOwner>();
  for (const { owner } of wanted) {
    const key = keys.get(owner);
    if (key === undefined) gone.add(owner);
    else found.push(key);
  }
  return gone.size > 0 ? E.left({ _tag: 'KeysGone', owners: [...gone] }) : E.right(found);
};

/**
 * The key for each that is wanted, in order, or whose are gone. One call for each expiry (mostly one, or two), all at once so
 * that the ring can commit them together.
 */
export const ensureKeys = (
  keyRing: KeyRing,
  wanted: ReadonlyArray<Wanted>,
): TE.TaskEither<KeyRingUnavailable | KeysGone, ReadonlyArray<Key>> =>
  pipe(
    [...ownersByExpiry(wanted)],
    TE.traverseArray(([expiresAt, owners]) =>
      keyRing.ensure([...owners], expiresAt === undefined ? {} : { expiresAt }),
    ),
    TE.chainEitherKW((rings) => keysOfAll(wanted, new Map(rings.flatMap((keys) => [...keys])))),
  );

import * as TE from 'fp-ts/TaskEither';
import { pipe } from 'fp-ts/function';
import type { Key, KeyOwner, KeyRing, KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { ToSeal } from '../../domain/ports/vault';
import type { Instant } from '../../domain/shared/codecs';

type Wanted = Pick<ToSeal, 'owner' | 'expiresAt'>;

const ownersByExpiry = (wanted: ReadonlyArray<Wanted>): ReadonlyMap<Instant | undefined, ReadonlySet<KeyOwner>> => {
  const groups = new Map<Instant | undefined, Set<KeyOwner>>();
  for (const { owner, expiresAt } of wanted) {
    groups.set(expiresAt, (groups.get(expiresAt) ?? new Set<KeyOwner>()).add(owner));
  }
  return groups;
};

/** The owners' keys by one call for each expiry (mostly one, or two), all at once so that the ring can commit them together. */
export const ensureKeys = (
  keyRing: KeyRing,
  wanted: ReadonlyArray<Wanted>,
): TE.TaskEither<KeyRingUnavailable, ReadonlyMap<KeyOwner, Key>> =>
  pipe(
    [...ownersByExpiry(wanted)],
    TE.traverseArray(([expiresAt, owners]) =>
      keyRing.ensure([...owners], expiresAt === undefined ? {} : { expiresAt }),
    ),
    TE.map((rings) => new Map(rings.flatMap((keys) => [...keys]))),
  );

import type { ConsumerId } from '../inputs';
import type { Strategy } from './strategy';

/** What one has more than its share goes, first those that nobody holds an event of. */
const surplusOf = (
  owned: ReadonlyArray<number>,
  share: number,
  inFlight: (bucket: number) => number,
): ReadonlyArray<number> =>
  owned.length <= share ? [] : owned.toSorted((a, b) => inFlight(a) - inFlight(b)).slice(0, owned.length - share);

/** All events of a bucket go to its owner, which is whoever owned the fewest when the bucket was first seen. */
export const createPinned = (): Strategy => {
  const owners = new Map<number, ConsumerId>();
  const owned = new Map<ConsumerId, Set<number>>();
  const own = (bucket: number, consumer: ConsumerId): void => {
    const previous = owners.get(bucket);
    if (previous !== undefined) owned.get(previous)?.delete(bucket);
    owners.set(bucket, consumer);
    owned.get(consumer)?.add(bucket);
  };
  const whoOwnsFewest = (): ConsumerId | undefined => {
    let least: { readonly consumer: ConsumerId; readonly buckets: number } | undefined;
    for (const [consumer, { size: buckets }] of owned)
      if (least === undefined || buckets < least.buckets) least = { consumer, buckets };
    return least?.consumer;
  };
  const anyHasRoom = (hasRoom: (consumer: ConsumerId) => boolean): boolean => {
    for (const consumer of owned.keys()) if (hasRoom(consumer)) return true;
    return false;
  };
  return {
    joined: (consumer, inFlight) => {
      const share = Math.ceil(owners.size / (owned.size + 1));
      const moving = [...owned.values()].flatMap((buckets) => surplusOf([...buckets], share, inFlight));
      owned.set(consumer, new Set());
      for (const bucket of moving) own(bucket, consumer);
    },
    left: (consumer) => {
      for (const bucket of owned.get(consumer) ?? []) owners.delete(bucket);
      owned.delete(consumer);
    },
    choose: (bucket, hasRoom) => {
      if (!anyHasRoom(hasRoom)) return 'full';
      const owner = owners.get(bucket) ?? whoOwnsFewest();
      if (owner === undefined) return 'full';
      if (owners.get(bucket) === undefined) own(bucket, owner);
      return hasRoom(owner) ? owner : 'wait';
    },
  };
};

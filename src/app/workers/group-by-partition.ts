import * as E from 'fp-ts/Either';
import { partitionOf } from '../../domain/shared/partitions';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { Projection } from '../../projections/projection';
import type { ReadEvent } from './read-event';
import type { Fault } from './read-handled';

/** The events that concern each partition, in their order; where one of them can't be read, those before it. */
export type Grouped = {
  readonly groups: ReadonlyMap<number, ReadonlyArray<StoredEvent>>;
  readonly fault: Fault | undefined;
};

/** Deals out events to the partitions of a projection; to its only one, all that it handles. */
export const groupByPartition = (
  { handles, split }: Projection,
  count: number,
  readEvent: ReadEvent,
): ((events: ReadonlyArray<StoredEvent>) => Grouped) => {
  const handled = new Set<string>(handles);
  return (events) => {
    const groups = new Map<number, Array<StoredEvent>>();
    for (const event of events) {
      if (!handled.has(event.type)) continue;
      const recorded = readEvent(event);
      if (E.isLeft(recorded)) return { groups, fault: { event, tag: recorded.left._tag } };
      const of = split === undefined ? '' : split.ofEvent(recorded.right.event);
      if (of === undefined) continue;
      const index = partitionOf(of, count);
      const group = groups.get(index);
      if (group === undefined) groups.set(index, [event]);
      else group.push(event);
    }
    return { groups, fault: undefined };
  };
};

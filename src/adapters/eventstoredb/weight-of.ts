import type { Json } from '../../domain/shared/json';
import type { StoredEvent } from '../../domain/shared/stored-event';

const OF_AN_EVENT = 256;
/** What a value takes besides its characters, about. */
const OF_A_VALUE = 16;

/** About how many bytes an event takes in memory, without writing it out, however deeply it is nested. */
export const weightOf = ({ data, metadata }: StoredEvent): number => {
  const left: Array<Json> = [data, metadata];
  let weight = OF_AN_EVENT;
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    weight += OF_A_VALUE;
    if (typeof value === 'string') weight += value.length;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      weight += key.length;
      left.push(member);
    }
  }
  return weight;
};

import type { GroupConfig } from '../state/group-config';
import { endText, placeIn } from '../state/place';

/** What a group without a checkpoint reads after: its start is inclusive, other than a subscription's (contract, 12.2). */
export const startOf = ({ source, startFrom, end }: GroupConfig): bigint | 'start' => {
  if (startFrom === endText(source)) return end ?? 'start';
  const place = placeIn(source, startFrom) ?? 0n;
  return place === 0n ? 'start' : place - 1n;
};

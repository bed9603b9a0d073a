import type { Instant } from '../../domain/shared/codecs';
import { Metadata } from '../../domain/shared/metadata';
import type { StoredEvent } from '../../domain/shared/stored-event';

/** For how long the first event that was not folded has been waiting; 0 where there is none, or where it does not tell. */
export const lagSeconds = (first: StoredEvent | undefined, now: Instant): number => {
  const at = first?.metadata['at'];
  return Metadata.type.props.at.is(at) ? Math.max(0, (Date.parse(now) - Date.parse(at)) / 1000) : 0;
};

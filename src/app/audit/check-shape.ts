import type { DomainEvent } from '../../domain/events';
import { canonicalJson } from '../../domain/shared/json';
import type { Recorded } from '../../domain/shared/recorded';
import type { StoredEvent } from '../../domain/shared/stored-event';

/**
 * Whether an event holds what its type says and nothing else. Decoding drops what a type does not know: a name or an
 * address that stands there in clear would be read by nobody, and be there all the same. What decodes unchanged comes back
 * as the same object, which spares the comparison.
 */
export const isExactlyItsType = ({ event }: Recorded<DomainEvent>, { data }: StoredEvent): boolean =>
  (event.data as unknown) === data || canonicalJson(event.data as StoredEvent['data']) === canonicalJson(data);

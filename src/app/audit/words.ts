import type { DomainEvent, EventType } from '../../domain/events';

type DataOf<T extends EventType> = Extract<DomainEvent, { readonly type: T }>['data'];

/** What an event says to a reader; `personal` is its personal part, opened. */
export type Words = { readonly [T in EventType]?: (data: DataOf<T>, personal: unknown) => string };

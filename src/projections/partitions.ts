import type { DomainEvent } from '../domain/events';
import { partitionNames } from '../domain/shared/partitions';
import type { RowKey } from '../domain/shared/view';
import type { Projection } from './projection';

/**
 * By what the rows of a projection can be split: each event and all rows that it concerns are of one user, or one batch.
 * Undefined: an event concerns no row; a key or a list does not tell, and is looked for in every partition.
 */
export type Split = {
  readonly ofEvent: (event: DomainEvent) => string | undefined;
  readonly ofKey: (key: RowKey) => string | undefined;
  readonly ofIndex: (index: string) => string | undefined;
};

/** How many partitions a projection has, where one that can be split is split into so many. */
export const countOf = ({ split }: Pick<Projection, 'split'>, partitions: number): number =>
  split === undefined ? 1 : partitions;

/** The partitions of a projection as projections, each with a view of its own; itself, where it is not split. */
export const partsOf = (projection: Projection, partitions: number): ReadonlyArray<Projection> => {
  const names = partitionNames(projection.name, countOf(projection, partitions));
  return names.length === 1 ? [projection] : names.map((name) => ({ ...projection, name }));
};

/** Of a list of a user's or a batch's the part of its name that says whose: `unread/user-1`. */
export const afterSlash = (index: string): string | undefined => {
  const slash = index.indexOf('/');
  return slash === -1 ? undefined : index.slice(slash + 1);
};

/** Of events that name their user. */
export const ofUser = ({ data }: DomainEvent): string | undefined => ('userId' in data ? data.userId : undefined);

import type { GroupSettings } from '../group/group-settings';

/** Which events of everything a group wants. */
export type GroupFilter = {
  readonly on: 'stream' | 'type';
  readonly by: { readonly regex: string } | { readonly prefixes: ReadonlyArray<string> };
};

/** What is known of a group besides what it did. */
export type GroupConfig = {
  /** A stream, or `$all`. */
  readonly source: string;
  readonly group: string;
  readonly filter: GroupFilter | undefined;
  readonly settings: GroupSettings;
  /** The first place that belongs to it, as the client wrote it; `-1` for what comes after its creation. */
  readonly startFrom: string;
  /** Of a start at the end: the last place that was there already. Undefined where there was none. */
  readonly end: bigint | undefined;
};

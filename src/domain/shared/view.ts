import type { JsonObject } from './json';

/**
 * A projection's name and version. Of each name one view is live, the one that is read; `beside` it another one may be in
 * the making, with rows and a checkpoint of its own, to become the live one when it is whole.
 */
export type ViewId = { readonly name: string; readonly version: number; readonly beside?: true };

/** The same view as it is made beside the live one. */
export const besideOf = ({ name, version }: ViewId): ViewId => ({ name, version, beside: true });

export type RowKey = { readonly table: string; readonly key: string };

/** A row that is asked for; `of`: whose it is, where whoever asks knows and the key does not tell. */
export type Sought = RowKey & { readonly of?: string | undefined };

/** Where a row can be found again: in the list `index`, ordered by `sort`, then by the row's key, as their UTF-8 bytes are. */
export type IndexEntry = { readonly index: string; readonly sort: string };

export type Row = RowKey & { readonly value: JsonObject; readonly indexes: ReadonlyArray<IndexEntry> };

/** A row as it is stored, with its value's JSON. */
export type StoredRow = Row & { readonly json: string };

/** `put` replaces a row and all its index entries. `json`: the value's JSON, where whoever changes the row has it at hand. */
export type Change = ({ readonly kind: 'put'; readonly json?: string } & Row) | ({ readonly kind: 'remove' } & RowKey);

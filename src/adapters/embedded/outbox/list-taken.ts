import * as E from 'fp-ts/Either';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import type { Outbox, OutboxEntry, OutboxUnavailable } from '../../../domain/ports/outbox';
import type { Opened, Vault } from '../../../domain/ports/vault';
import type { Sealed } from '../../../domain/shared/codecs';
import type { JsonObject } from '../../../domain/shared/json';
import type { LruCache } from '../../../domain/shared/lru-cache';
import { sealContext } from './seal-context';
import type { TakenRow, TakenRows } from './taken-rows';

type ListParts = {
  readonly rows: TakenRows;
  readonly vault: Vault;
  readonly shown: LruCache<string, Sealed>;
};

const unavailable = (cause: unknown): OutboxUnavailable => ({ _tag: 'OutboxUnavailable', cause });

const messageOf = (row: TakenRow, opened: Opened): JsonObject | null => {
  switch (opened.status) {
    case 'open':
      return opened.value as JsonObject;
    case 'gone':
      return null;
    case 'damaged':
      throw new Error(`Entry ${row.id} of the outbox does not open`);
  }
};

const openRows = async (
  { vault, shown }: ListParts,
  found: ReadonlyArray<TakenRow>,
): Promise<ReadonlyArray<Opened>> => {
  const parts = found.map(({ channel, key, sealed }) => ({
    ...sealContext(channel, key),
    sealed: shown.get(key) ?? sealed,
  }));
  const opened = await vault.open(parts)();
  if (E.isLeft(opened)) throw new Error('The key ring did not answer', { cause: opened.left });
  return opened.right;
};

const toEntry = (row: TakenRow, opened: Opened): OutboxEntry => {
  const { id, key, channel, userId, takenAt } = row;
  return { id: String(id), key, channel, userId, takenAt, message: messageOf(row, opened) };
};

/** Rows in the order in which they came, opened; what came since the start is shown as it would have been sent. */
export const listTaken =
  (parts: ListParts): Outbox['list'] =>
  (query) =>
    TE.tryCatch(async () => {
      const found = parts.rows.list(query);
      return RA.zipWith(found, await openRows(parts, found), toEntry);
    }, unavailable);

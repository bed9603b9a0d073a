import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import type { Bulk, BulkCall, BulkList, ListedEntry } from '../../src/app/bulk/bulk-request';
import { NOW } from './http-deps';

/** What many are told. */
export const terms = {
  templateCode: 'system.maintenance',
  data: { title: 'Net' },
  channels: ['websocket'],
  priority: 'high',
};

export const answer = { batchId: 'b-1', totalUsers: 2, createdAt: NOW, duplicates: 0 };
/** A use case that reads what it is given to its end. */
export const reading = (duplicates = 0, replayed = false) => {
  const calls: Array<BulkCall> = [];
  const entries: Array<ListedEntry> = [];
  const take: Bulk['request'] =
    <F>(call: BulkCall, list: BulkList<F>) =>
    async () => {
      calls.push(call);
      for await (const page of list) {
        if (E.isLeft(page)) return page;
        entries.push(...page.right);
      }
      return E.right({ value: { ...answer, duplicates }, position: 9n, replayed });
    };
  const bulk: Bulk = {
    request: take,
    upload: take,
    broadcast: (call) => {
      calls.push(call);
      return TE.right({ value: answer, position: 9n, replayed });
    },
  };
  return { bulk, calls, entries };
};

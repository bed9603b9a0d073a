import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { BatchOrder } from '../batches/batch-view';
import type { ServerAccess } from '../compose/find-server';
import { callServer } from './call-server';
import { complain } from './complain';
import { EXIT } from './exit';
import { batchInWords, batchPath, BatchSeen, seeBatch } from './follow-batch';
import { tableOf } from './table-of';
import { withServer } from './with-server';
import { writeLines } from './write-lines';

type Shown = { readonly json?: true };

const PAGE = 100;
/** A table is for reading: whoever wants them all takes them one a line. */
const TABLE_ROWS = 500;

const Page = t.type({ data: t.array(t.unknown), nextCursor: t.union([t.string, t.null]) });

/** Row after row of a list of the server; ends with what went wrong, if something does. */
const rowsOf = async function* (server: ServerAccess, path: string): AsyncGenerator<E.Either<string, unknown>, void> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answered = await callServer(server, { method: 'GET', path: `${path}?limit=${PAGE}${from}` });
    if (E.isLeft(answered)) {
      yield answered;
      return;
    }
    const { body } = answered.right;
    if (!Page.is(body)) {
      yield E.left('The server answered with something else than a list.');
      return;
    }
    for (const row of body.data) yield E.right(row);
    cursor = body.nextCursor;
  }
};

type Listing = {
  readonly path: string;
  readonly head: ReadonlyArray<string>;
  readonly cells: (row: unknown) => ReadonlyArray<string>;
  readonly nothing: string;
};

const printLines = async (rows: AsyncIterable<E.Either<string, unknown>>): Promise<number> => {
  let status: number = EXIT.ok;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const row of rows) {
      if (E.isRight(row)) yield JSON.stringify(row.right);
      else status = complain(row.left);
    }
  };
  await writeLines(lines());
  return status;
};

const list =
  ({ path, head, cells, nothing }: Listing, { json }: Shown) =>
  async (server: ServerAccess): Promise<number> => {
    if (json) return printLines(rowsOf(server, path));
    const found: Array<ReadonlyArray<string>> = [];
    for await (const row of rowsOf(server, path)) {
      if (E.isLeft(row)) return complain(row.left);
      found.push(cells(row.right));
      if (found.length === TABLE_ROWS) break;
    }
    process.stdout.write(found.length === 0 ? `${nothing}\n` : `${tableOf(head, found)}\n`);
    return EXIT.ok;
  };

const batchCells = (row: unknown): ReadonlyArray<string> => {
  if (!BatchSeen.is(row)) return [];
  const { batchId, templateCode, priority, status, progress, successCount, totalUsers, failureCount, createdAt } = row;
  const told = `${successCount} of ${totalUsers}`;
  return [
    batchId,
    templateCode ?? '',
    priority,
    status,
    `${progress.toFixed(1)} %`,
    told,
    String(failureCount),
    createdAt,
  ];
};

const Failure = t.type({
  userId: t.string,
  channel: t.union([t.string, t.null]),
  status: t.string,
  reason: t.union([t.string, t.null]),
  at: t.string,
});
const failureCells = (row: unknown): ReadonlyArray<string> =>
  Failure.is(row) ? [row.userId, row.channel ?? '', row.status, row.reason ?? '', row.at] : [];

const show =
  (batchId: string, { json }: Shown) =>
  async (server: ServerAccess): Promise<number> => {
    const seen = await seeBatch(server, batchId);
    if (E.isLeft(seen)) return complain(seen.left);
    process.stdout.write(`${json ? JSON.stringify(seen.right) : batchInWords(seen.right)}\n`);
    return EXIT.ok;
  };

const order = (what: BatchOrder, done: string) => async (batchId: string) => {
  process.exitCode = await withServer(async (server) => {
    const answered = await callServer(server, { method: 'POST', path: `${batchPath(batchId)}/${what}` });
    if (E.isLeft(answered)) return complain(answered.left);
    process.stdout.write(`${done}\n`);
    return EXIT.ok;
  });
};

const Again = t.type({ batchId: t.string, totalUsers: t.number });

const retry =
  (batchId: string) =>
  async (server: ServerAccess): Promise<number> => {
    const answered = await callServer(server, { method: 'POST', path: `${batchPath(batchId)}/retry` });
    if (E.isLeft(answered)) return complain(answered.left);
    const { body } = answered.right;
    if (!Again.is(body)) return complain('The server answered with something else than a batch.');
    process.stdout.write(`${body.batchId}: tells ${body.totalUsers} again\n`);
    return EXIT.ok;
  };

export const batchesCommand = (): Command => {
  const batches = new Command('batches');
  batches
    .command('list', { isDefault: true })
    .description('every batch, the newest first')
    .option('--json', 'one a line')
    .action(async (options: Shown) => {
      const head = ['batch', 'template', 'priority', 'status', 'progress', 'accepted', 'refused', 'asked for'];
      const listing = { path: '/notifications/bulk', head, cells: batchCells, nothing: 'There is no batch.' };
      process.exitCode = await withServer(list(listing, options));
    });
  batches
    .command('show <batch>')
    .description('how far it has come')
    .option('--json', 'in one line')
    .action(async (batchId: string, options: Shown) => {
      process.exitCode = await withServer(show(batchId, options));
    });
  batches
    .command('failures <batch>')
    .description('whom it did not reach, and why')
    .option('--json', 'one a line')
    .action(async (batchId: string, options: Shown) => {
      const head = ['user', 'channel', 'outcome', 'reason', 'at'];
      const path = `${batchPath(batchId)}/failures`;
      process.exitCode = await withServer(
        list({ path, head, cells: failureCells, nothing: 'Nobody failed.' }, options),
      );
    });
  batches
    .command('pause <batch>')
    .description('begins no chunk of it until it is resumed')
    .action(order('pause', 'Paused.'));
  batches.command('resume <batch>').description('goes on with it').action(order('resume', 'Resumed.'));
  batches
    .command('cancel <batch>')
    .description('begins no chunk of it any more')
    .action(order('cancel', 'Cancelled: who got it is exact once it says when it ended.'));
  batches
    .command('retry <batch>')
    .description('tells those who failed once more, as a new batch')
    .action(async (batchId: string) => {
      process.exitCode = await withServer(retry(batchId));
    });
  return batches;
};

import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import type { AppFailure } from '../failure';
import type { WaitingRetry } from '../queries';
import { waitingRetries } from '../audit/waiting-retries';
import type { Reading } from '../compose/open-for-reading';
import { callServer } from './call-server';
import { complain } from './complain';
import { EXIT } from './exit';
import { tableOf } from './table-of';
import { withReading } from './with-reading';
import { withServer } from './with-server';
import { writeLines } from './write-lines';

type Waiting = E.Either<AppFailure, WaitingRetry>;

const notThere = 'The views are not there yet: a running server makes them from the journal.';
const head = ['delivery', 'priority', 'attempts', 'why', 'next try'];

const cells = ({ deliveryId, priority, attempts, reason, nextTryAt }: WaitingRetry): ReadonlyArray<string> => [
  deliveryId,
  priority,
  String(attempts),
  reason ?? '',
  nextTryAt,
];

/** A table is for reading: whoever wants them all takes them one a line. */
const TABLE_ROWS = 500;

const printTable = async (waiting: AsyncIterable<Waiting>): Promise<number> => {
  const rows: Array<ReadonlyArray<string>> = [];
  for await (const one of waiting) {
    if (E.isLeft(one)) return complain(notThere);
    if (rows.length === TABLE_ROWS) break;
    rows.push(cells(one.right));
  }
  const note = rows.length === TABLE_ROWS ? `\nThe first ${TABLE_ROWS}; --json lists them all.` : '';
  process.stdout.write(rows.length === 0 ? 'Nothing waits for another try.\n' : `${tableOf(head, rows)}${note}\n`);
  return EXIT.ok;
};

const printLines = async (waiting: AsyncIterable<Waiting>): Promise<number> => {
  let status: number = EXIT.ok;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const one of waiting) {
      if (E.isRight(one)) yield JSON.stringify(one.right);
      else status = complain(notThere);
    }
  };
  await writeLines(lines());
  return status;
};

const list =
  ({ json = false }: { readonly json?: boolean }) =>
  async ({ openViews }: Reading): Promise<number> => {
    const opened = await openViews();
    if (E.isLeft(opened)) return complain(notThere);
    const { views, close } = opened.right;
    try {
      return await (json ? printLines(waitingRetries(views)) : printTable(waitingRetries(views)));
    } finally {
      await close();
    }
  };

const order = (verb: 'retry' | 'abandon', done: string) => async (deliveryId: string) => {
  process.exitCode = await withServer(async (server) => {
    const path = `/ops/retries/${encodeURIComponent(deliveryId)}/${verb}`;
    const answered = await callServer(server, { method: 'POST', path });
    if (E.isLeft(answered)) return complain(answered.left);
    process.stdout.write(`${done}\n`);
    return EXIT.ok;
  });
};

export const retriesCommand = (): Command => {
  const retries = new Command('retries');
  retries
    .command('list', { isDefault: true })
    .description('what waits, when, and why')
    .option('--json', 'one a line')
    .action(async (options: { readonly json?: boolean }) => {
      process.exitCode = await withReading(list(options));
    });
  retries.command('retry <delivery>').description('tries again, in a new round').action(order('retry', 'Ordered.'));
  retries.command('abandon <delivery>').description('gives it up for good').action(order('abandon', 'Abandoned.'));
  return retries;
};

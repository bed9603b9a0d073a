import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import type { Reading } from '../compose/open-for-reading';
import type { DeadLetter } from '../dead-letters';
import { listDeadLetters } from '../intake/list-dead-letters';
import { callServer } from './call-server';
import { complain } from './complain';
import { EXIT } from './exit';
import { tableOf } from './table-of';
import { withReading } from './with-reading';
import { withServer } from './with-server';

const PAGE = 100;
/** A table is for reading: whoever wants them all takes them one a line. */
const TABLE_ROWS = 500;

const notThere = 'The views are not there yet: a running server makes them from the journal.';
const head = ['message', 'queue', 'reason', 'attempts', 'parked', 'faults'];

const cells = ({ id, queue, reason, attempts, parkedAt, report }: DeadLetter): ReadonlyArray<string> => {
  const faults = report.map(({ path, expected }) => `${path === '' ? '/' : path}: ${expected}`);
  return [id, queue, reason, String(attempts), parkedAt, faults.join('; ')];
};

/** At most so many, the longest waiting first; undefined where the views can't be read. */
const waiting = async ({ openViews, vault }: Reading, most: number): Promise<ReadonlyArray<DeadLetter> | undefined> => {
  const opened = await openViews();
  if (E.isLeft(opened)) return undefined;
  const { views, close } = opened.right;
  const list = listDeadLetters({ views, vault, waitForView: () => async () => E.right(undefined) });
  const found: Array<DeadLetter> = [];
  try {
    for (let cursor: string | undefined; ;) {
      const page = await list({ kind: 'cursor', limit: PAGE, cursor }, { atLeast: undefined })();
      if (E.isLeft(page)) return undefined;
      found.push(...page.right.data);
      cursor = page.right.nextCursor ?? undefined;
      if (cursor === undefined || found.length >= most) return found.slice(0, most);
    }
  } finally {
    await close();
  }
};

const list =
  ({ json = false }: { readonly json?: boolean }) =>
  async (reading: Reading): Promise<number> => {
    const found = await waiting(reading, json ? Infinity : TABLE_ROWS);
    if (found === undefined) return complain(notThere);
    if (json) process.stdout.write(found.map((one) => `${JSON.stringify(one)}\n`).join(''));
    else process.stdout.write(found.length === 0 ? 'No message is parked.\n' : `${tableOf(head, found.map(cells))}\n`);
    return EXIT.ok;
  };

const order = (verb: 'replay' | 'discard', done: string) => async (id: string) => {
  process.exitCode = await withServer(async (server) => {
    const path = `/ops/dead-letters/${encodeURIComponent(id)}/${verb}`;
    const answered = await callServer(server, { method: 'POST', path });
    if (E.isLeft(answered)) return complain(answered.left);
    process.stdout.write(`${done}\n`);
    return EXIT.ok;
  });
};

export const deadLettersCommand = (): Command => {
  const deadLetters = new Command('dead-letters');
  deadLetters
    .command('list', { isDefault: true })
    .description('what is parked, and what is wrong with it')
    .option('--json', 'one a line, with the bodies')
    .action(async (options: { readonly json?: boolean }) => {
      process.exitCode = await withReading(list(options));
    });
  deadLetters.command('replay <message>').description('handles it again').action(order('replay', 'Replayed.'));
  deadLetters.command('discard <message>').description('gives it up for good').action(order('discard', 'Discarded.'));
  return deadLetters;
};

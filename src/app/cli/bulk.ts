import { createReadStream, existsSync } from 'node:fs';
import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import type { ServerAccess } from '../compose/find-server';
import { callServer } from './call-server';
import { colours } from './colours';
import { complain } from './complain';
import { EXIT } from './exit';
import { batchInWords, followBatch } from './follow-batch';
import { withServer } from './with-server';

type Options = { readonly key?: string; readonly json?: true };

const Accepted = t.type({ batchId: t.string });

const bulk =
  (file: string, { key, json }: Options) =>
  async (server: ServerAccess): Promise<number> => {
    if (!existsSync(file)) return complain(`There is no ${file}.`);
    const answered = await callServer(server, {
      method: 'POST',
      path: '/notifications/bulk',
      stream: createReadStream(file),
      headers: { 'content-type': 'application/x-ndjson', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    });
    if (E.isLeft(answered)) return complain(answered.left);
    const { body, headers } = answered.right;
    if (!Accepted.is(body)) return complain('The server answered with something else than a batch.');
    if (!json) process.stderr.write(colours.dim(`batch ${body.batchId}\n`));
    const ended = await followBatch(server, body.batchId, headers.get('ledger-position'));
    if (E.isLeft(ended)) return complain(ended.left);
    process.stdout.write(`${json ? JSON.stringify(ended.right) : batchInWords(ended.right)}\n`);
    return ended.right.status === 'completed' ? EXIT.ok : EXIT.failed;
  };

export const bulkCommand = (): Command =>
  new Command('bulk')
    .description('asks the running server to notify many, and waits until all are told')
    .argument('<file>', 'lines of JSON: the first says what they are told, every other one names a recipient')
    .option('--key <key>', 'an idempotency key: the same again notifies nobody twice')
    .option('--json', 'what it came to in one line')
    .action(async (file: string, options: Options) => {
      process.exitCode = await withServer(bulk(file, options));
    });

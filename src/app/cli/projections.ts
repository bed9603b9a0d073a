import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { callServer } from './call-server';
import { complain } from './complain';
import { EXIT } from './exit';
import { type Json, listProjections } from './projections-list';
import { followRebuild } from './projections-rebuild';
import { verifyProjection } from './projections-verify';
import { withReading } from './with-reading';
import { withServer } from './with-server';

const rebuild = async (name: string, options: Json & { readonly wait: boolean }): Promise<void> => {
  process.exitCode = await withServer(async (server) => {
    const path = `/ops/projections/${encodeURIComponent(name)}/rebuild`;
    const answered = await callServer(server, { method: 'POST', path });
    return E.isLeft(answered)
      ? complain(answered.left)
      : followRebuild(server, { name, body: answered.right.body, ...options });
  });
};

const cancel = async (name: string): Promise<void> => {
  process.exitCode = await withServer(async (server) => {
    const path = `/ops/projections/${encodeURIComponent(name)}/rebuild`;
    const answered = await callServer(server, { method: 'DELETE', path });
    if (E.isLeft(answered)) return complain(answered.left);
    process.stdout.write('Called off; the view that is read stays.\n');
    return EXIT.ok;
  });
};

export const projectionsCommand = (): Command => {
  const projections = new Command('projections');
  projections
    .command('list', { isDefault: true })
    .description('how far each has come')
    .option('--json', 'as JSON')
    .action(async (options: Json) => {
      process.exitCode = await listProjections(options);
    });
  projections
    .command('rebuild <name>')
    .description('folds it afresh from the first event on, beside the one that is read, and switches to it')
    .option('--json', 'how it ended, as JSON')
    .option('--no-wait', 'does not wait for its end')
    .action(rebuild);
  projections.command('cancel <name>').description('calls its rebuild off').action(cancel);
  projections
    .command('verify <name>')
    .description('folds the history afresh, aside, and compares row by row; exit 1 where rows differ')
    .option('--json', 'as JSON')
    .action(async (name: string, options: Json) => {
      process.exitCode = await withReading(verifyProjection(name, options));
    });
  return projections;
};

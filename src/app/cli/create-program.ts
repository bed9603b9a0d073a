import { Command } from 'commander';
import { allRoles } from '../compose/roles';
import { auditCommand } from './audit';
import { backupCommand } from './backup';
import { benchCommand } from './bench';
import { deadLettersCommand } from './dead-letters';
import { demo } from './demo';
import { EXIT } from './exit';
import { journalCommand } from './journal';
import { restoreCommand } from './restore';
import { retriesCommand } from './retries';
import { sendCommand } from './send';
import { serve } from './serve';
import { tokenCommand } from './token';

/** commander ends with 1 for wrong usage, which is what a fault ends with here. */
const endRightly = (command: Command): void => {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage));
  command.commands.forEach(endRightly);
};

/** The command line: what it is called with decides the exit status of the process. */
export const createProgram = (): Command => {
  const program = new Command('ledger').description('An event-sourced notification system');
  program
    .command('serve')
    .description('the server; everything in one process, unless --roles names its part')
    .option('--roles <roles>', `of ${allRoles.join(',')}: those that this process has, comma-separated`)
    .action(async ({ roles }: { readonly roles?: string }) => {
      process.exitCode = await serve(roles);
    });
  program
    .command('demo')
    .description('the server with a made-up platform, live on the console')
    .action(async () => {
      process.exitCode = await demo();
    });
  for (const command of [
    tokenCommand(),
    sendCommand(),
    auditCommand(),
    retriesCommand(),
    deadLettersCommand(),
    journalCommand(),
    backupCommand(),
    restoreCommand(),
    benchCommand(),
  ])
    program.addCommand(command);
  endRightly(program);
  return program;
};

#!/usr/bin/env node
import { Command } from 'commander';
import { EXIT } from './cli/exit';
import { serve } from './cli/serve';

const program = new Command('ledger').description('An event-sourced notification system').exitOverride((end) => {
  process.exit(end.exitCode === 0 ? EXIT.ok : EXIT.usage);
});

program
  .command('serve')
  .description('the server; everything in one process')
  .action(async () => {
    process.exitCode = await serve();
  });

void program.parseAsync();

import { Command } from 'commander';
import { journalCopyCommand } from './journal-copy';
import { journalServeCommand } from './journal-serve';

export const journalCommand = (): Command =>
  new Command('journal').addCommand(journalServeCommand()).addCommand(journalCopyCommand());

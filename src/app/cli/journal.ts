import { Command } from 'commander';
import { journalServeCommand } from './journal-serve';

export const journalCommand = (): Command =>
  new Command('journal').description('the embedded journal by itself').addCommand(journalServeCommand());

import { Command } from 'commander';
import { commands, type ListedCommand } from './commands';
import { EXIT } from './exit';

/** commander ends with 1 for wrong usage, which is what a fault ends with here. */
const endRightly = (command: Command): void => {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage));
  command.commands.forEach(endRightly);
};

/** The command that is called, or about which help is asked. */
const calledBy = (args: ReadonlyArray<string>): string | undefined => {
  const [first, second] = args.filter((word) => !word.startsWith('-'));
  return first === 'help' ? second : first;
};

const asCalled = async ({ name, description, load }: ListedCommand, called: string | undefined): Promise<Command> =>
  (called === name ? await load() : new Command(name)).description(description);

/** The command line for these arguments: what it is called with decides the exit status of the process. */
export const createProgram = async (args: ReadonlyArray<string>): Promise<Command> => {
  const program = new Command('ledger').description('An event-sourced notification system');
  for (const command of commands) program.addCommand(await asCalled(command, calledBy(args)));
  endRightly(program);
  return program;
};

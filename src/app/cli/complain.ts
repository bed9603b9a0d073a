import { EXIT } from './exit';

/** Says on standard error what went wrong, and answers with the exit status for it. */
export const complain = (message: string, status: number = EXIT.failed): number => {
  process.stderr.write(`${message.trimEnd()}\n`);
  return status;
};

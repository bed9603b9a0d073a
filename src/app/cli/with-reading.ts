import * as E from 'fp-ts/Either';
import { JournalError } from '../../domain/ports/journal';
import { loadConfig } from '../compose/load-config';
import { explainReadingFailure, openForReading, type Reading } from '../compose/open-for-reading';
import { EXIT } from './exit';
import { complain } from './complain';

/** Runs a command over the data in DATA_DIR, which it only reads; resolves with the exit status. */
export const withReading = async (work: (reading: Reading) => Promise<number>): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const reading = await openForReading(config.right)();
  if (E.isLeft(reading)) return complain(explainReadingFailure(reading.left));
  try {
    return await work(reading.right);
  } catch (cause) {
    if (!(cause instanceof JournalError)) throw cause;
    return complain(`The history can't be read: ${cause.message}`);
  } finally {
    await reading.right.close();
  }
};

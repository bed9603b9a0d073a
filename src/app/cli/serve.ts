import { once } from 'node:events';
import * as E from 'fp-ts/Either';
import { createProcessLogger } from '../compose/create-process-logger';
import { loadConfig } from '../compose/load-config';
import { startLedger } from '../compose/start-ledger';
import { explainStartFailure } from '../compose/start-failure';
import { EXIT } from './exit';
import { whatToTry } from './what-to-try';

const HINT_TOKEN_SECONDS = 24 * 60 * 60;

/** Resolves with the first of the signals that ask a process to stop. */
const askedToStop = async (): Promise<void> => {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
};

/** Runs the server until it is asked to stop; resolves with the exit status. */
export const serve = async (): Promise<number> => {
  const config = loadConfig();
  if (E.isLeft(config)) {
    process.stderr.write(config.left);
    return EXIT.usage;
  }
  const asked = askedToStop();
  const logger = createProcessLogger(config.right);
  const started = await startLedger(config.right, logger)();
  if (E.isLeft(started)) {
    process.stderr.write(`${explainStartFailure(started.left)}\n`);
    return EXIT.failed;
  }
  const { url, ready, broken, mint, stop } = started.right;
  logger.info('listening', { url });
  void ready.then(async () => {
    logger.info('ready', { url });
    const token = await mint?.({ kind: 'service', id: 'try-it' }, HINT_TOKEN_SECONDS);
    if (process.stdout.isTTY) process.stdout.write(whatToTry(url, token));
  });
  const ending = await Promise.race([asked.then(() => 'asked' as const), broken.then(() => 'broken' as const)]);
  logger.info('stopping', { because: ending });
  await stop();
  return ending === 'asked' ? EXIT.ok : EXIT.failed;
};

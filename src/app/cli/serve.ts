import { Command } from 'commander';
import * as E from 'fp-ts/Either';
import { createProcessLogger } from '../compose/create-process-logger';
import { loadConfig } from '../compose/load-config';
import { allRoles, everyRole, parseRoles } from '../compose/roles';
import { startLedger } from '../compose/start-ledger';
import { explainStartFailure } from '../compose/start-failure';
import { askedToStop } from './asked-to-stop';
import { EXIT } from './exit';
import { keepHeapSmall } from './keep-heap-small';
import { whatToTry } from './what-to-try';

/** RFC 7518, section 3.2: a key as long as the hash. The secret is the platform's, so it is not refused for that. */
const isShort = (secret: string | undefined): boolean => secret !== undefined && Buffer.byteLength(secret) < 32;

/** Runs the server, or these roles of it, until it is asked to stop; resolves with the exit status. */
const serve = async (given: string | undefined): Promise<number> => {
  keepHeapSmall();
  const roles = given === undefined ? E.right(everyRole) : parseRoles(given);
  if (E.isLeft(roles)) {
    process.stderr.write(roles.left);
    return EXIT.usage;
  }
  const config = loadConfig({}, roles.right);
  if (E.isLeft(config)) {
    process.stderr.write(config.left);
    return EXIT.usage;
  }
  const asked = askedToStop();
  const logger = createProcessLogger(config.right);
  if (isShort(config.right.JWT_SECRET)) logger.warn('JWT_SECRET is shorter than HS256 asks for (32 bytes)');
  const started = await startLedger(config.right, logger, { roles: roles.right })();
  if (E.isLeft(started)) {
    process.stderr.write(`${explainStartFailure(started.left)}\n`);
    return EXIT.failed;
  }
  const { url, ready, broken, mint, stop } = started.right;
  logger.info('listening', { url });
  void ready.then(() => {
    logger.info('ready', { url });
    // A program that reads standard output finds nothing but log lines there.
    const people = process.stdout.isTTY ? process.stdout : process.stderr;
    people.write(whatToTry(url, mint !== undefined));
  });
  const ending = await Promise.race([asked.then(() => 'asked' as const), broken.then(() => 'broken' as const)]);
  logger.info('stopping', { because: ending });
  await stop();
  return ending === 'asked' ? EXIT.ok : EXIT.failed;
};

export const serveCommand = (): Command =>
  new Command('serve')
    .option('--roles <roles>', `of ${allRoles.join(',')}: those that this process has, comma-separated`)
    .action(async ({ roles }: { readonly roles?: string }) => {
      process.exitCode = await serve(roles);
    });

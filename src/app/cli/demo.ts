import { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { clock } from '../compose/clock';
import type { Config } from '../compose/config';
import { createProcessLogger } from '../compose/create-process-logger';
import { loadConfig } from '../compose/load-config';
import { explainReadingFailure, openForReading } from '../compose/open-for-reading';
import { type RunningLedger, startLedger } from '../compose/start-ledger';
import { explainStartFailure } from '../compose/start-failure';
import { faultyProviders } from '../demo/faulty-providers';
import { liveLog } from '../demo/live-log';
import { type Ask, play } from '../demo/play';
import { askedToStop } from './asked-to-stop';
import { callServer } from './call-server';
import { colours } from './colours';
import { complain } from './complain';
import { EXIT } from './exit';
import { whatToTry } from './what-to-try';

const TOKEN_SECONDS = 24 * 60 * 60;

const askOf =
  ({ url, mint }: RunningLedger): Ask =>
  async (as, { key, ...call }) => {
    const token = (await mint?.(as, TOKEN_SECONDS)) ?? '';
    const headers = key === undefined ? {} : { headers: { 'idempotency-key': key } };
    const answered = await callServer({ url, token }, { ...call, ...headers });
    if (E.isRight(answered)) return answered.right.body;
    process.stdout.write(`${colours.yellow(`${call.method} ${call.path} was refused: ${answered.left}`)}\n`);
    return undefined;
  };

const hints = ({ url, mint }: RunningLedger, dataDir: string): string =>
  [
    whatToTry(url, mint !== undefined),
    '  This life has data of its own; other commands find them after this:\n',
    `    export DATA_DIR=${dataDir}\n`,
    '  Texts work at the third try, pushes never. Ctrl-C ends it.\n\n',
  ].join('\n');

/** The live log and the play, until it is asked to stop; the server goes on after the play is over. */
const show = async (ledger: RunningLedger, config: Config, signal: AbortSignal): Promise<number> => {
  const reading = await openForReading(config)();
  if (E.isLeft(reading)) return complain(explainReadingFailure(reading.left));
  try {
    const { journal, vault } = reading.right;
    const head = await journal.head()();
    if (E.isLeft(head)) return complain(`The journal does not answer (${head.left._tag}).`);
    process.stdout.write(hints(ledger, config.DATA_DIR));
    const playing = play({ ask: askOf(ledger), clock, signal });
    for await (const line of liveLog({ journal, vault, colours }, head.right, signal))
      process.stdout.write(`${line}\n`);
    await playing;
    return EXIT.ok;
  } finally {
    await reading.right.close();
  }
};

const run = async (config: Config): Promise<number> => {
  const stopping = new AbortController();
  const logger = createProcessLogger(config);
  const started = await startLedger(config, logger, { providers: faultyProviders() })();
  if (E.isLeft(started)) return complain(explainStartFailure(started.left));
  const ledger = started.right;
  void Promise.race([askedToStop(), ledger.broken]).then(() => {
    stopping.abort();
  });
  await ledger.ready;
  const status = await show(ledger, config, stopping.signal);
  await ledger.stop();
  return status;
};

/**
 * The server with a made-up platform, in a temporary folder unless DATA_DIR is set, its journal too; resolves with the exit
 * status.
 */
const demo = async (): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-demo-'));
  try {
    const config = loadConfig({ DATA_DIR: folder, RETRY_DELAYS: '1s,2s,3s', LOG_LEVEL: 'error' });
    if (E.isLeft(config)) return complain(config.left, EXIT.usage);
    // A made-up life has no place in a real one's journal, nor its views in a real one's Redis.
    return await run({ ...config.right, EVENTSTORE_URL: undefined, REDIS_URL: undefined });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

export const demoCommand = (): Command =>
  new Command('demo').action(async () => {
    process.exitCode = await demo();
  });

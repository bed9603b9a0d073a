import { Command, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';
import type { Config } from '../compose/config';
import { createProcessLogger } from '../compose/create-process-logger';
import { exposure } from '../compose/exposure';
import { loadConfig } from '../compose/load-config';
import { explainReadingFailure } from '../compose/open-for-reading';
import { serveJournal } from '../compose/serve-journal';
import { askedToStop } from './asked-to-stop';
import { complain } from './complain';
import { EXIT } from './exit';

type Options = {
  readonly port: number;
  readonly host: string;
  readonly data?: string;
  readonly readOnly?: true;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly anonymous?: true;
};

const HIGHEST_PORT = 65_535;

const givenPort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= HIGHEST_PORT)) throw new InvalidArgumentError(`It is a whole number from 0 to ${HIGHEST_PORT}.`);
  return port;
};

/** What the command line says goes before what the environment says. */
const withOptions = (config: Config, { data, tlsCert, tlsKey, anonymous }: Options): Config => ({
  ...config,
  DATA_DIR: data ?? config.DATA_DIR,
  ESDB_TLS_CERT: tlsCert ?? config.ESDB_TLS_CERT,
  ESDB_TLS_KEY: tlsKey ?? config.ESDB_TLS_KEY,
  ESDB_ANONYMOUS: anonymous ? 'true' : config.ESDB_ANONYMOUS,
});

/** Serves until it is asked to stop; resolves with the exit status. */
const journalServe = async (options: Options): Promise<number> => {
  const loaded = loadConfig();
  if (E.isLeft(loaded)) return complain(loaded.left, EXIT.usage);
  const { host, port } = options;
  const config = withOptions(loaded.right, options);
  const problem = exposure({ ...config, host });
  if (problem !== undefined) return complain(`The address ${host} ${problem}.`, EXIT.usage);
  const asked = askedToStop();
  const logger = createProcessLogger(config);
  const served = await serveJournal({ config, logger, listen: { host, port }, readOnly: options.readOnly === true });
  if (E.isLeft(served)) return complain(explainReadingFailure(served.left));
  process.stdout.write(`PORT=${served.right.port}\n`);
  await asked;
  await served.right.close();
  return EXIT.ok;
};

export const journalServeCommand = (): Command =>
  new Command('serve')
    .description("the embedded journal for EventStoreDB's clients, by its gRPC protocol")
    .option('--port <n>', 'where to listen; 0: on a free port, which is printed', givenPort, 2113)
    .option('--host <address>', 'on which address; another than this machine alone needs TLS', '127.0.0.1')
    .option('--data <path>', 'where the journal is (default: DATA_DIR)')
    .option('--read-only', 'change nothing, and run beside the server that writes')
    .option('--tls-cert <file>', 'a certificate in PEM (default: ESDB_TLS_CERT)')
    .option('--tls-key <file>', 'its key (default: ESDB_TLS_KEY)')
    .option('--anonymous', 'with TLS: callers without credentials may do what everybody may')
    .action(async (options: Options) => {
      process.exitCode = await journalServe(options);
    });

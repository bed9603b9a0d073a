import { openEmbeddedJournal } from '../../../src/adapters/embedded/journal/open-embedded-journal';
import { createProtocolServer } from '../../../src/adapters/eventstoredb-protocol/create-protocol-server';
import { usualLimits } from '../../../src/adapters/eventstoredb-protocol/limits';
import { systemClock } from '../../../src/adapters/system/clock';
import { right } from '../right';
const main = async (args: ReadonlyArray<string>) => {
  const port = Number(args[args.indexOf('--port') + 1]);
  const dataDir = args[args.indexOf('--data') + 1]!;
  const { engine } = right(await openEmbeddedJournal({ dataDir, clock: systemClock })());
  const log = (m: string, f: unknown) => console.error(m, f);
  const logger = { debug: log, info: log, warn: log, error: log };
  const server = createProtocolServer({ engine, clock: systemClock, logger: logger as never, readOnly: false, limits: usualLimits });
  console.log(`PORT=${await server.listen('127.0.0.1', port)}`);
  process.on('SIGTERM', () => process.exit(0));
};
void main(process.argv.slice(2));

import { Command, Option } from 'commander';
import { csvHeader, csvLine } from '../audit/csv-line';
import { selectHistory } from '../audit/select-history';
import type { Instant } from '../../domain/shared/codecs';
import type { Reading } from '../compose/open-for-reading';
import { historyJson } from '../history-json';
import type { HistoryEvent } from '../queries';
import { EXIT } from './exit';
import { givenInstant } from './given';
import { withReading } from './with-reading';
import { writeLines } from './write-lines';

type Options = { readonly format: 'ndjson' | 'csv'; readonly from?: Instant; readonly to?: Instant };

const csv = async function* (events: AsyncIterable<HistoryEvent>): AsyncGenerator<string> {
  yield `${csvHeader}\r`;
  for await (const event of events) yield `${csvLine(event)}\r`;
};

const ndjson = async function* (events: AsyncIterable<HistoryEvent>): AsyncGenerator<string> {
  for await (const event of events) yield JSON.stringify(historyJson(event));
};

const exportHistory =
  ({ format, from, to }: Options) =>
  async (reading: Reading): Promise<number> => {
    const events = selectHistory(reading, { subject: { kind: 'all' }, from, to });
    await writeLines(format === 'csv' ? csv(events) : ndjson(events));
    return EXIT.ok;
  };

export const auditExportCommand = (): Command =>
  new Command('export')
    .description('the whole history on standard output, personal parts opened where their keys live')
    .addOption(new Option('--format <format>', 'how').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--from <instant>', 'from then on (inclusive)', givenInstant)
    .option('--to <instant>', 'until then (exclusive)', givenInstant)
    .action(async (options: Options) => {
      process.exitCode = await withReading(exportHistory(options));
    });

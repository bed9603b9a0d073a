import type { EnginePage, EngineRecord, JournalEngine } from '../../../../domain/ports/journal-engine';
import { ALL } from '../state/stream-names';

/** What a group reads: each record that is meant for it, how many were not, and whether the head is reached. */
export type Read =
  | { readonly type: 'record'; readonly record: EngineRecord; readonly place: bigint }
  | { readonly type: 'passed-over'; readonly count: number; readonly place: bigint }
  | { readonly type: 'page-ended'; readonly live: boolean };

export type SourceOptions = {
  readonly engine: JournalEngine;
  readonly source: string;
  readonly wants: (record: EngineRecord) => boolean;
  readonly after: bigint | 'start';
  readonly signal: AbortSignal;
};

const pagesOf = ({ engine, source, after, signal }: SourceOptions): AsyncIterable<EnginePage> =>
  source === ALL ? engine.followAll({ after, signal }) : engine.followStream({ stream: source, after, signal });

/** Pulled one by one: what is not asked for is not read, but for the rest of a page. */
export async function* followSource(options: SourceOptions): AsyncGenerator<Read> {
  const placeOf = (record: EngineRecord): bigint => (options.source === ALL ? record.position : record.revision);
  for await (const { records, live } of pagesOf(options)) {
    let passed: { readonly count: number; readonly place: bigint } | undefined;
    for (const record of records) {
      const place = placeOf(record);
      if (!options.wants(record)) {
        passed = { count: (passed?.count ?? 0) + 1, place };
        continue;
      }
      if (passed !== undefined) yield { type: 'passed-over', ...passed };
      passed = undefined;
      yield { type: 'record', record, place };
    }
    if (passed !== undefined) yield { type: 'passed-over', ...passed };
    yield { type: 'page-ended', live };
  }
}

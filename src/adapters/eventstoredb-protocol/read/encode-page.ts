import type { EngineRecord, EngineRecords, JournalEngine } from '../../../domain/ports/journal-engine';
import { encodeReadEvent } from '../encode-read-event';
import { resolveLink } from '../resolve-link';
import type { Shown } from './read-request';

/** Records as a caller wants them shown: links followed, where it asked for that. */
export const encodePage =
  (engine: JournalEngine, { uuid, resolvesLinks }: Shown) =>
  async (records: EngineRecords): Promise<Array<Buffer>> => {
    if (!resolvesLinks) return records.map((event) => encodeReadEvent({ event }, { uuid }));
    const resolve = resolveLink(engine);
    const pages: Array<Buffer> = [];
    for (const record of records) pages.push(encodeReadEvent(await resolve(record), { uuid }));
    return pages;
  };

export type EncodePage = (records: ReadonlyArray<EngineRecord>) => Promise<Array<Buffer>>;

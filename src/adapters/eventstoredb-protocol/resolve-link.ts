import * as E from 'fp-ts/Either';
import { JournalError } from '../../domain/ports/journal';
import type { EngineRecord, JournalEngine } from '../../domain/ports/journal-engine';
import type { ResolvedEvent } from './encode-read-event';

/** The type of an event that stands for another: its data is `<revision>@<stream>`. */
export const LINK_TYPE = '$>';

const TARGET = /^(\d{1,19})@(.+)$/s;

type Target = { readonly stream: string; readonly revision: bigint };

/** What a link's data names; undefined where it names nothing. */
export const linkTarget = (data: Uint8Array): Target | undefined => {
  const [, revision, stream] = TARGET.exec(Buffer.from(data).toString()) ?? [];
  return revision === undefined || stream === undefined ? undefined : { stream, revision: BigInt(revision) };
};

const readTarget = async (engine: JournalEngine, { stream, revision }: Target): Promise<EngineRecord | undefined> => {
  const read = await engine.readStream(stream, { direction: 'forwards', from: revision, limit: 1 })();
  if (E.isLeft(read)) {
    if (read.left._tag !== 'JournalUnavailable') return undefined;
    throw new JournalError('the target of a link could not be read', 'unavailable', { cause: read.left.cause });
  }
  for await (const [record] of read.right) return record?.revision === revision ? record : undefined;
  return undefined;
};

/**
 * Follows a link, one level deep (contract, section 7): what leads to nothing that can be read is the link alone, what
 * names nothing is an event like any other. Throws a JournalError where the journal can't be read.
 */
export const resolveLink =
  (engine: JournalEngine) =>
  async (record: EngineRecord): Promise<ResolvedEvent> => {
    const target = record.type === LINK_TYPE ? linkTarget(record.data) : undefined;
    if (target === undefined) return { event: record };
    const event = await readTarget(engine, target);
    return event === undefined ? { link: record } : { event, link: record };
  };

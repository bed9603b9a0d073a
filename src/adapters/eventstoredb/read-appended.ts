import type { Appended } from '../../domain/ports/journal';
import type { Revision } from '../../domain/shared/stored-event';
import type { Deps } from './deps';
import { readHead } from './head';
import { createReadStream } from './read-stream';

/**
 * Where an append stands that the server has given no place for: one without events, at the stream's end (-1 where the
 * stream has none), and a repeat of what can't be read any more, which is somewhere before the head. Throws a JournalError.
 */
export const readAppended = async (deps: Deps, stream: string, revision: Revision | undefined): Promise<Appended> => {
  const readStream = createReadStream(deps);
  const place = revision === undefined ? { direction: 'backwards' as const } : { from: revision };
  for await (const { revision: found, position } of readStream(stream, { ...place, limit: 1 }))
    if (revision === undefined || found === revision) return { revision: found, position };
  return revision === undefined ? { revision: -1n, position: 0n } : { revision, position: await readHead(deps) };
};

import { JournalError, type Journal } from '../../domain/ports/journal';
import type { Instant } from '../../domain/shared/codecs';
import { Metadata } from '../../domain/shared/metadata';
import type { Position } from '../../domain/shared/stored-event';

/** For how long the first event after the position has been waiting; 0 where there is none, undefined where it can't be told. */
export const lagSeconds = async (journal: Journal, after: Position, now: Instant): Promise<number | undefined> => {
  try {
    for await (const { metadata } of journal.readAll({ after, limit: 1 })) {
      const { at } = metadata;
      if (!Metadata.type.props.at.is(at)) return undefined;
      return Math.max(0, (Date.parse(now) - Date.parse(at)) / 1000);
    }
    return 0;
  } catch (cause) {
    if (cause instanceof JournalError) return undefined;
    throw cause;
  }
};

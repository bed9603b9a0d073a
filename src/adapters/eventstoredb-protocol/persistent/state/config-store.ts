import * as E from 'fp-ts/Either';
import type { JournalEngine } from '../../../../domain/ports/journal-engine';
import { type Change, decodeConfig, encodeConfig } from './config-codec';
import type { GroupConfig } from './group-config';
import { keepsTwo, metadataStream } from './metadata-event';
import { ownEvent } from './own-events';
import { appendTo, endOf } from './stored';
import { CONFIG_STREAM } from './stream-names';

/** Which groups there are, all of them in the last event of one stream. Both throw a JournalError. */
export type ConfigStore = {
  readonly load: () => Promise<E.Either<'unreadable', ReadonlyArray<GroupConfig>>>;
  readonly save: (groups: Iterable<GroupConfig>, change: Change) => Promise<void>;
};

export const createConfigStore = (engine: JournalEngine): ConfigStore => {
  let isKnown = false;
  return {
    load: async () => {
      const last = await endOf(engine, CONFIG_STREAM, 'last');
      isKnown = last !== undefined;
      return last === undefined ? E.right([]) : decodeConfig(last.data);
    },
    save: async (groups, change) => {
      if (!isKnown) await appendTo(engine, metadataStream(CONFIG_STREAM), [keepsTwo()]);
      isKnown = true;
      const event = ownEvent({ type: '$PersistentConfig', data: encodeConfig(groups, change) });
      const saved = await appendTo(engine, CONFIG_STREAM, [event]);
      if (E.isLeft(saved)) throw new Error(`the configuration could not be stored: ${saved.left._tag}`);
    },
  };
};

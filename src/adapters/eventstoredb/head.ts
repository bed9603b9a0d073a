import { BACKWARDS, END } from '@eventstore/db-client';
import * as E from 'fp-ts/Either';
import { JournalError, type Journal } from '../../domain/ports/journal';
import type { Position } from '../../domain/shared/stored-event';
import type { Deps } from './deps';
import { readRecorded } from './read-recorded';

/** The position of the last event, of whatever stream; 0n on an empty journal. Throws a JournalError. */
export const readHead = async (deps: Deps): Promise<Position> => {
  const last = readRecorded(deps, (client) =>
    client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }, { highWaterMark: 1 }),
  );
  for await (const page of last) for (const { position } of page) return position?.commit ?? 0n;
  return 0n;
};

export const createHead =
  (deps: Deps): Journal['head'] =>
  () =>
  async () => {
    try {
      return E.right(await readHead(deps));
    } catch (cause) {
      if (cause instanceof JournalError) return E.left({ _tag: 'JournalUnavailable', cause });
      throw cause;
    }
  };

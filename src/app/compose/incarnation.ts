import type { Ids } from '../../domain/ports/ids';

export type Incarnation = {
  /** This start of this process: `<its data directory>.<chance>`. */
  readonly by: string;
  /** Whether another one is known to be dead, so that what it left open may be taken up before its time is over. */
  readonly isDead: (by: string) => boolean;
};

/**
 * Who holds the lock of a data directory knows that nobody else works there. Of a journal that lies in it, that is everybody
 * else who ever wrote to it; of one elsewhere, only those who bear the directory's name: any other may be alive on another
 * machine.
 */
export const createIncarnation = (
  { dataDir, journalIsElsewhere }: { readonly dataDir: string; readonly journalIsElsewhere: boolean },
  ids: Ids,
): Incarnation => {
  const by = `${dataDir}.${ids.random()}`;
  const isOfThisDirectory = (other: string): boolean => other.startsWith(`${dataDir}.`);
  return { by, isDead: (other) => other !== by && (!journalIsElsewhere || isOfThisDirectory(other)) };
};

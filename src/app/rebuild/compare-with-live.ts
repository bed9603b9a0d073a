import * as E from 'fp-ts/Either';
import type { Page } from '../../domain/ports/journal';
import type { Snapshot } from '../../domain/ports/views';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { countDifferences } from './compare-views';
import { done, type Making, type Outcome, type Run, takeEvents, withMade } from './making';

type Live = { readonly version: number; readonly snapshot: Snapshot };

export type ComparingFold = {
  /**
   * Folds a page, of which `own` concern it, and stops on the way where the live view stands, to compare the two at one
   * position.
   */
  readonly take: (page: Page, own?: ReadonlyArray<StoredEvent>) => Promise<Outcome>;
  /** Whether nothing is left to be compared: it was done, or there is no live view of this ledger. */
  readonly isOver: () => boolean;
  readonly close: () => Promise<void>;
};

/** The live view in a snapshot, once the fold is about to pass it; its position before that, `none` where there is none. */
const liveAtHand = async (making: Making, through: Position): Promise<Outcome<Live | Position | 'none'>> => {
  const { views, projection, ledgerId, fold } = making;
  const live = await views.live(projection.name)();
  if (E.isLeft(live)) return live;
  if (live.right?.checkpoint.ledgerId !== ledgerId) return E.right('none');
  const { version, checkpoint } = live.right;
  if (checkpoint.position > through) return E.right(checkpoint.position);
  // It was begun anew behind the fold, and can't be met any more.
  if (checkpoint.position < fold.seen().position) return E.right('none');
  const snapshot = await views.snapshot({ name: projection.name, version })();
  return E.isLeft(snapshot) ? snapshot : E.right({ version, snapshot: snapshot.right });
};

const compare = async (making: Making, { version, snapshot }: Live): Promise<Outcome> =>
  withMade(making, async (made) => {
    const { position } = snapshot.checkpoint;
    const counts = await countDifferences(snapshot, made, making.signal);
    if (!making.signal.aborted) making.buffer.note({ replaces: version, position: position.toString(), ...counts });
    return done;
  });

const partOf = ({ events, own }: Run, isIn: (event: StoredEvent) => boolean): Run => {
  const some = events.filter(isIn);
  return { events: some, own: own === events ? some : own.filter(isIn) };
};

/**
 * A fold that meets the live view on its way. A snapshot holds the live one still for as long as the comparison takes, while
 * it goes on being read and folded.
 */
export const comparingFold = (making: Making): ComparingFold => {
  // Where the live one stood when it was last looked at; it is met no sooner.
  let live: Live | Position | 'none' = making.buffer.bookkeeping().compared === null ? 0n : 'none';

  const close = async (): Promise<void> => {
    if (typeof live !== 'object') return;
    const { snapshot } = live;
    live = 'none';
    await snapshot.close();
  };

  const meet = async (met: Live, through: Position, run: Run): Promise<Outcome> => {
    const { position } = met.snapshot.checkpoint;
    const taken = await takeEvents(
      making,
      partOf(run, (event) => event.position <= position),
    );
    if (E.isLeft(taken) || through < position) return taken;
    const compared = await compare(making, met);
    await close();
    if (E.isLeft(compared)) return compared;
    return takeEvents(
      making,
      partOf(run, (event) => event.position > position),
    );
  };

  return {
    take: async ({ events, position }, own = events) => {
      if (typeof live === 'bigint' && live <= position) {
        const found = await liveAtHand(making, position);
        if (E.isLeft(found)) return found;
        live = found.right;
      }
      const run = { events, own };
      return typeof live === 'object' ? meet(live, position, run) : takeEvents(making, run);
    },
    isOver: () => live === 'none',
    close,
  };
};

import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { decodeRecorded } from '../../domain/decode-recorded';
import { ledgerEventCodecs } from '../../domain/events';
import type { CheckpointMoved, ViewUnavailable } from '../../domain/ports/views';
import type { Page } from '../../domain/ports/journal';
import type { Position, StoredEvent } from '../../domain/shared/stored-event';
import { groupByPartition } from '../workers/group-by-partition';
import { createReadEvent, type ReadEvent } from '../workers/read-event';
import { cannotFold, createFold } from '../workers/run-projection-fold';
import { beginRebuild } from './begin-rebuild';
import type { HalfBuilt } from './bookkeeping';
import { bufferView, type Buffering } from './buffer-view';
import { type ComparingFold, comparingFold } from './compare-with-live';
import type { HalfPart } from './half-made';
import { done, type Making, type Outcome, type Rebuilding } from './making';
import { createSeenKeys } from './seen-keys';
import type { Unswitched } from './switch-to-made';

/** What makes the partitions of a view, or the one view that it is. */
export type Makers = Unswitched & {
  /** From where on the journal has to be read. */
  readonly after: () => Position;
  /** Folds a page into those that are not live yet. */
  readonly take: (page: Page) => Promise<Outcome>;
  /** Whether each was compared with the one that it replaces, or there is none. */
  readonly areCompared: () => boolean;
  readonly close: () => Promise<void>;
  readonly unknownEvents: () => number;
};

/** So many partitions fold at a time; what else waits has its turn after each. */
const PARTS_AT_ONCE = 16;
const nothing: ReadonlyArray<StoredEvent> = [];

type Maker = { readonly index: number; readonly making: Making; readonly comparing: ComparingFold };
type Parts = { readonly rebuilding: Rebuilding; readonly readEvent: ReadEvent; readonly signal: AbortSignal };

const makerOf = (
  { rebuilding, readEvent, signal }: Parts,
  { part: projection, half }: { readonly part: HalfPart['part']; readonly half: HalfBuilt },
  buffering: Buffering,
): Omit<Maker, 'index'> => {
  const { views, onFolded } = rebuilding;
  const buffer = bufferView(views, projection, half, buffering);
  const fold = createFold({ projection, views: buffer.views, readEvent, from: half.checkpoint });
  const told = buffering.isPart ? () => undefined : onFolded;
  const making: Making = { ...rebuilding, projection, fold, buffer, onFolded: told, signal };
  return { making, comparing: comparingFold(making) };
};

type Begun = E.Either<ViewUnavailable | CheckpointMoved, HalfBuilt | undefined>;

/** What was lost, or never begun, is begun; what is missing although all was recorded has been switched to. */
const begun = async ({ views, from }: Rebuilding, { part, half }: HalfPart): Promise<Begun> =>
  half !== undefined || from.isSwitching ? E.right(half) : beginRebuild(views, part, from.order)();

/** One reading of the journal makes them all: each of its pages is dealt out to them. */
export const createMakers = async (rebuilding: Rebuilding, signal: AbortSignal): Promise<Outcome<Makers>> => {
  const { projection, from, onFolded } = rebuilding;
  const count = from.parts.length;
  const isPart = count > 1;
  // What others read of the journal at present is elsewhere: there is nothing to be remembered for them.
  const readEvent = isPart ? createReadEvent(rebuilding.views.partitions) : decodeRecorded;
  const buffering = { isPart, written: createSeenKeys() };
  const group = groupByPartition(projection, count, readEvent);
  let makers: Array<Maker> = [];
  let unknown = 0;

  for (const [index, one] of from.parts.entries()) {
    const half = await begun(rebuilding, one);
    if (E.isLeft(half)) return half;
    if (half.right === undefined) continue;
    makers.push({
      index,
      ...makerOf({ rebuilding, readEvent, signal }, { part: one.part, half: half.right }, buffering),
    });
  }

  const whole = isPart ? undefined : makers[0];

  const takeDealt = async (page: Page): Promise<Outcome> => {
    const { groups, fault } = group(page.events);
    const events =
      fault === undefined ? page.events : page.events.filter(({ position }) => position < fault.event.position);
    const readable = {
      ...page,
      events,
      position: fault === undefined ? page.position : (events.at(-1)?.position ?? 0n),
    };
    const at = after();
    for (let next = 0; next < makers.length && !signal.aborted; next += PARTS_AT_ONCE) {
      const some = makers.slice(next, next + PARTS_AT_ONCE);
      const taken = await Promise.all(
        some.map(async ({ index, comparing }) => comparing.take(readable, groups.get(index) ?? nothing)),
      );
      const failed = taken.find(E.isLeft);
      if (failed !== undefined) return failed;
      await setImmediate();
    }
    const fresh = events.filter(({ position }) => position > at);
    unknown += fresh.filter(({ type }) => !Object.hasOwn(ledgerEventCodecs, type)).length;
    if (fresh.length > 0) onFolded(fresh.length, after());
    return fault === undefined ? done : E.left(cannotFold(fault));
  };

  const after = (): Position =>
    makers
      .map(({ making }) => making.fold.seen().position)
      .reduce((least, position) => (position < least ? position : least));

  return E.right({
    all: () => makers.map(({ making }) => making),
    isLive: (making) => {
      makers = makers.filter((maker) => maker.making !== making);
    },
    after,
    take: async (page) => (whole === undefined ? takeDealt(page) : whole.comparing.take(page)),
    areCompared: () => makers.every(({ comparing }) => comparing.isOver()),
    close: async () => {
      for (const { comparing } of makers) await comparing.close();
    },
    unknownEvents: () => whole?.making.fold.unknownEvents() ?? unknown,
  });
};

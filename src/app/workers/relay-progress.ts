import type { Clock } from '../../domain/ports/clock';
import type { FanOut } from '../../domain/ports/fan-out';
import { wholeOf } from '../../domain/shared/partitions';
import type { Position } from '../../domain/shared/stored-event';
import { inScope } from './in-scope';
import type { ProjectionBoard, ProjectionStatus } from './projection-board';
import type { ViewProgress } from './view-progress';

/** A word of a process that folds: how far it has brought a view. */
export const progressTopic = 'progress';
/** A word of a process that does not: somebody there waits for a view. */
export const awaitedTopic = 'awaited';

const REPEAT_MILLIS = 1_000;
/** How long whoever folds takes a view for awaited, once that was said: its checkpoint is written at once. */
const AWAITED_MILLIS = 100;
const NEVER_REACHED: Position = 2n ** 62n;

const statuses: ReadonlyArray<ProjectionStatus['status']> = ['live', 'catching-up', 'rebuilding', 'failed'];

export type ProgressWord = {
  readonly view: string;
  readonly position: Position;
  readonly status: ProjectionStatus['status'];
};

const wordOf = ({ view, position, status }: ProgressWord): string => `${view} ${String(position)} ${status}`;

/** Undefined for what no process of this version says. */
export const readWord = (word: string): ProgressWord | undefined => {
  const [, view, position, said] = /^(\S+) (\d+) (\S+)$/.exec(word) ?? [];
  const status = statuses.find((one) => one === said);
  if (view === undefined || position === undefined || status === undefined) return undefined;
  return { view, position: BigInt(position), status };
};

export type RelayingProgress = {
  readonly progress: ViewProgress;
  readonly fanOut: FanOut;
  readonly clock: Clock;
  readonly views: ReadonlyArray<string>;
  readonly board: Pick<ProjectionBoard, 'report' | 'statuses'>;
};

const tellOf = async (
  { progress, fanOut, clock, board }: RelayingProgress,
  view: string,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const position = progress.position(view);
    const known = board.statuses(clock.now()).find(({ name }) => name === view);
    fanOut.say(progressTopic, wordOf({ view, position, status: known?.status ?? 'catching-up' }));
    await inScope(signal, async (scope) =>
      Promise.race([progress.changed(view, position, scope), clock.wait(REPEAT_MILLIS, scope)]),
    );
  }
};

/** A partition is spoken of only while somebody elsewhere waits for it: there are many, and they move all the time. */
const createTellingParts = ({ progress, fanOut, clock }: RelayingProgress, signal: AbortSignal) => {
  const telling = new Set<string>();
  const tell = async (view: string): Promise<void> =>
    inScope(signal, async (scope) => {
      const over = new AbortController();
      scope.addEventListener('abort', () => over.abort(), { once: true });
      void clock.wait(AWAITED_MILLIS, scope).then(() => over.abort());
      while (!over.signal.aborted) {
        const position = progress.position(view);
        fanOut.say(progressTopic, wordOf({ view, position, status: 'live' }));
        await progress.changed(view, position, over.signal);
      }
    });
  return (view: string): void => {
    if (telling.has(view)) return;
    telling.add(view);
    void tell(view).finally(() => telling.delete(view));
  };
};

/**
 * Tells the other processes how far this one has folded each view, and hurries where somebody there waits for it, or for a
 * partition of it.
 */
export const relayProgress = async (deps: RelayingProgress, signal: AbortSignal): Promise<void> => {
  const { progress, fanOut, views } = deps;
  const tellPart = createTellingParts(deps, signal);
  const callOff = fanOut.listen(awaitedTopic, (name) => {
    if (!views.includes(wholeOf(name))) return;
    void progress.reached(name, NEVER_REACHED, AWAITED_MILLIS);
    if (wholeOf(name) !== name) tellPart(name);
  });
  await Promise.all(views.map(async (view) => tellOf(deps, view, signal)));
  callOff();
};

import * as E from 'fp-ts/Either';
import type { Views } from '../../domain/ports/views';
import { wholeOf } from '../../domain/shared/partitions';
import type { Position } from '../../domain/shared/stored-event';
import type { ViewId } from '../../domain/shared/view';
import type { Projection } from '../../projections/projection';
import { inScope } from './in-scope';
import { awaitedTopic, progressTopic, readWord, type RelayingProgress } from './relay-progress';

/** How often a view is looked at that nobody speaks of: words can be lost. One that is split takes a call for each partition. */
const LOOK_MILLIS = 500;
const LOOK_AT_PARTS_MILLIS = 5_000;
/** So often it is said again that somebody waits. */
const ASK_AGAIN_MILLIS = 100;

export type FollowingProgress = Omit<RelayingProgress, 'views'> & {
  readonly views: ReadonlyArray<ViewId & Pick<Projection, 'split'>>;
  /** Of a view, or of a partition. */
  readonly checkpoint: Views['checkpoint'];
};

/** What has been heard of a view, and a bell for whoever waits to hear more. */
const createHeard = () => {
  let position: Position = 0n;
  let ring: () => void = () => undefined;
  return {
    position: () => position,
    forget: (): void => {
      position = 0n;
    },
    hear: (to: Position): void => {
      position = to;
      ring();
    },
    more: async (): Promise<void> =>
      new Promise((resolve) => {
        ring = resolve;
      }),
  };
};
type Heard = ReturnType<typeof createHeard>;

/**
 * The checkpoint is what counts. Whoever folds may know more: that nothing stands between it and a later position, which is
 * then where the view is. That is believed until the checkpoint goes back, as it does when the view is lost.
 */
const followOne = async (
  { progress, clock, checkpoint }: FollowingProgress,
  view: FollowingProgress['views'][number],
  heard: Heard,
  signal: AbortSignal,
): Promise<void> => {
  const lookMillis = view.split === undefined ? LOOK_MILLIS : LOOK_AT_PARTS_MILLIS;
  let last: Position = 0n;
  while (!signal.aborted) {
    const more = heard.more();
    const known = await checkpoint(view)();
    if (E.isRight(known)) {
      const stored = known.right?.position ?? 0n;
      if (stored < last) heard.forget();
      last = stored;
      progress.moved(view.name, heard.position() > stored ? heard.position() : stored);
    }
    await inScope(signal, async (scope) => Promise.race([more, clock.wait(lookMillis, scope)]));
  }
};

const isLater = ({ progress }: FollowingProgress, name: string, position: Position): boolean =>
  position > progress.position(name);

/** A partition is heard of, and looked at, only while somebody waits for it. */
const lookAt = async (deps: FollowingProgress, { version }: ViewId, name: string): Promise<void> => {
  const known = await deps.checkpoint({ name, version })();
  const position = E.isRight(known) ? (known.right?.position ?? 0n) : 0n;
  if (isLater(deps, name, position)) deps.progress.moved(name, position);
};

const askWhereAwaited = async (deps: FollowingProgress, view: ViewId, signal: AbortSignal): Promise<void> => {
  const { progress, fanOut, clock } = deps;
  while (!signal.aborted) {
    await progress.awaited(view.name, signal);
    const names = progress.waitedFor(view.name);
    for (const name of names) fanOut.say(awaitedTopic, name);
    await Promise.all(names.filter((name) => name !== view.name).map(async (name) => lookAt(deps, view, name)));
    await clock.wait(ASK_AGAIN_MILLIS, signal);
  }
};

/** Knows how far views are that other processes fold: by their words, and by looking. */
export const followProgress = async (deps: FollowingProgress, signal: AbortSignal): Promise<void> => {
  const heard = new Map(deps.views.map(({ name }) => [name, createHeard()]));
  const hearOfPart = (name: string, position: Position): void => {
    if (heard.has(wholeOf(name)) && isLater(deps, name, position)) deps.progress.moved(name, position);
  };
  const callOff = deps.fanOut.listen(progressTopic, (word) => {
    const said = readWord(word);
    if (said === undefined) return;
    const view = deps.views.find(({ name }) => name === said.view);
    const { position, status } = said;
    if (view === undefined) {
      hearOfPart(said.view, position);
      return;
    }
    const { name, version } = view;
    deps.board.report({ name, version, position, status, unknownEvents: 0, lastError: undefined });
    heard.get(name)?.hear(position);
  });
  await Promise.all(
    deps.views.flatMap((view) => [
      followOne(deps, view, heard.get(view.name) ?? createHeard(), signal),
      askWhereAwaited(deps, view, signal),
    ]),
  );
  callOff();
};

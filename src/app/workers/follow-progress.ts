import * as E from 'fp-ts/Either';
import type { Views } from '../../domain/ports/views';
import type { Position } from '../../domain/shared/stored-event';
import type { ViewId } from '../../domain/shared/view';
import { inScope } from './in-scope';
import { awaitedTopic, progressTopic, readWord, type RelayingProgress } from './relay-progress';

/** How often a view is looked at that nobody speaks of: words can be lost. */
const LOOK_MILLIS = 500;
/** So often it is said again that somebody waits. */
const ASK_AGAIN_MILLIS = 100;

export type FollowingProgress = Omit<RelayingProgress, 'views'> & {
  readonly views: ReadonlyArray<ViewId>;
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
  view: ViewId,
  heard: Heard,
  signal: AbortSignal,
): Promise<void> => {
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
    await inScope(signal, async (scope) => Promise.race([more, clock.wait(LOOK_MILLIS, scope)]));
  }
};

const askWhereAwaited = async (
  { progress, fanOut, clock }: FollowingProgress,
  view: string,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    await progress.awaited(view, signal);
    fanOut.say(awaitedTopic, view);
    await clock.wait(ASK_AGAIN_MILLIS, signal);
  }
};

/** Knows how far views are that other processes fold: by their words, and by looking. */
export const followProgress = async (deps: FollowingProgress, signal: AbortSignal): Promise<void> => {
  const heard = new Map(deps.views.map(({ name }) => [name, createHeard()]));
  const callOff = deps.fanOut.listen(progressTopic, (word) => {
    const said = readWord(word);
    const view = said && deps.views.find(({ name }) => name === said.view);
    if (said === undefined || view === undefined) return;
    const { name, version } = view;
    const { position, status } = said;
    deps.board.report({ name, version, position, status, unknownEvents: 0, lastError: undefined });
    heard.get(name)?.hear(position);
  });
  await Promise.all(
    deps.views.flatMap((view) => [
      followOne(deps, view, heard.get(view.name) ?? createHeard(), signal),
      askWhereAwaited(deps, view.name, signal),
    ]),
  );
  callOff();
};

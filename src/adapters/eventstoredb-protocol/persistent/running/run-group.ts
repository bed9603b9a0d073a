import * as E from 'fp-ts/Either';
import type { EventFilter } from '../../read/event-filter';
import { createGroup, type GroupCounts } from '../group/create-group';
import type { ConsumerId, GroupInput, GroupOutput, RefusalAction } from '../group/inputs';
import { matching } from '../matching';
import { createCheckpoint } from '../state/checkpoint';
import type { GroupConfig } from '../state/group-config';
import { createParkedStream } from '../state/parked-stream';
import { groupKey } from '../state/stream-names';
import { createDesk, type NewConsumer } from './desk';
import { createFeed } from './feed';
import type { GroupParts } from './group-parts';
import { keepTrying, type Persistence } from './keep-trying';
import { createMeter, type Meter } from './measure';
import { createParker } from './park-messages';
import { createProgress, type Progress } from './progress';
import { createRoom } from './room';
import { createLatestWriter } from './write-latest';

/** What a connected consumer says. */
export type Membership = {
  readonly acknowledge: (ids: ReadonlyArray<string>) => void;
  readonly refuse: (ids: ReadonlyArray<string>, action: RefusalAction, reason: string) => void;
  readonly leave: () => void;
};

/** A group in operation. */
export type RunningGroup = {
  readonly config: GroupConfig;
  /** It knows where it goes on, or was stopped before. */
  readonly ready: Promise<void>;
  readonly join: (consumer: NewConsumer) => Membership | 'full' | 'stopped';
  readonly replayParked: (stopAt: bigint | undefined) => void;
  readonly counts: () => GroupCounts;
  readonly consumer: (id: ConsumerId) => NewConsumer | undefined;
  readonly progress: Readonly<Progress>;
  readonly parkedCount: () => bigint;
  readonly meter: Meter;
  /** Drops its consumers, and resolves once it writes nothing any more. What was in flight is forgotten. */
  readonly stop: () => Promise<void>;
};

const TICK_MILLIS = 1000;

/** A filter was tried when its group was created; one that makes no sense any more is a defect. */
const wantsOf = ({ filter }: GroupConfig): EventFilter => {
  const wants = matching(filter);
  if (E.isRight(wants)) return wants.right;
  throw new Error('a stored filter makes no sense');
};

/**
 * Drives a group: follows its source as far as it has room, hands events to its consumers, stores what it parks and how far
 * it is. A crash at any instant leaves a checkpoint before whatever was not settled, so that it is delivered again.
 */
export const runGroup = (config: GroupConfig, parts: GroupParts): RunningGroup => {
  const { engine, clock, logger, limits } = parts;
  const key = groupKey(config.source, config.group);
  const stopping = new AbortController();
  const { signal } = stopping;
  const trying = (what: string): Persistence => ({ clock, logger, signal, what, group: key });

  const group = createGroup({ settings: config.settings, maxBytes: limits.heldBytes });
  const desk = createDesk();
  const progress = createProgress();
  const room = createRoom(group.hasRoom);
  const checkpoint = createCheckpoint(engine, config.source, key);
  const parked = createParkedStream(engine, key);

  const enter = (input: GroupInput): void => {
    if (signal.aborted) return;
    for (const output of group.handle(input, Date.parse(clock.now()))) perform(output);
    room.look();
  };
  const checkpoints = createLatestWriter(async (place: bigint) => {
    await checkpoint.write(place);
    progress.lastCheckpointed = place;
  }, trying('write a checkpoint'));
  const truncations = createLatestWriter(parked.truncate, trying('truncate the parked stream'));
  const parker = createParker({
    parked,
    persistence: trying('park messages'),
    done: (message, isStored) => enter({ type: isStored ? 'parked' : 'not-parked', message }),
  });
  const feed = createFeed({ engine, config, wants: wantsOf(config), group, enter, parked, progress, room, signal });

  const perform = (output: GroupOutput): void => {
    switch (output.type) {
      case 'deliver':
        desk.find(output.consumer)?.deliver(output.delivery);
        break;
      case 'withdraw':
        desk.find(output.consumer)?.withdraw(output.id);
        break;
      case 'park':
        parker.park(output.message, output.reason);
        break;
      case 'checkpoint':
        if (parts.readOnly !== true) checkpoints.write(output.place);
        break;
      case 'truncate-parked':
        truncations.write(output.before);
    }
  };

  const resume = async (): Promise<void> => {
    await parked.look();
    const after = await checkpoint.read();
    progress.lastCheckpointed = after;
    progress.isReady = true;
    enter({ type: 'resumed', after });
  };
  const tick = async (): Promise<void> => {
    while (!signal.aborted) {
      await clock.wait(TICK_MILLIS, signal);
      enter({ type: 'ticked' });
    }
  };
  const replay = async (stopAt: bigint | undefined): Promise<void> => {
    progress.isReplaying = true;
    await keepTrying(async () => feed.replay(stopAt), trying('replay parked messages'));
    progress.isReplaying = false;
  };

  const ready = keepTrying(resume, trying('read where to go on'));
  const run = async (): Promise<void> => {
    await ready;
    await Promise.all([tick(), keepTrying(feed.follow, trying('follow the source'))]);
  };
  const running = run();
  let replaying: Promise<void> = Promise.resolve();

  return {
    config,
    ready,
    join: (consumer) => {
      if (signal.aborted) return 'stopped';
      const most = config.settings.maxSubscriberCount;
      if (most > 0 && desk.size() >= most) return 'full';
      const id = desk.enter(consumer);
      enter({ type: 'joined', consumer: id, slots: Math.min(consumer.slots, limits.slots) });
      return {
        acknowledge: (ids) => enter({ type: 'acknowledged', ids }),
        refuse: (ids, action, reason) => enter({ type: 'refused', ids, action, reason }),
        leave: () => {
          desk.leave(id);
          enter({ type: 'left', consumer: id });
        },
      };
    },
    replayParked: (stopAt) => {
      if (!progress.isReplaying && progress.isReady) replaying = replay(stopAt);
    },
    counts: group.counts,
    consumer: desk.find,
    progress,
    parkedCount: parked.count,
    meter: createMeter(Date.parse(clock.now())),
    stop: async () => {
      stopping.abort();
      desk.dropAll();
      await Promise.all([running, replaying, checkpoints.idle(), truncations.idle(), parker.idle()]);
    },
  };
};

import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Logger } from '../../domain/ports/logger';
import type { Providers } from '../../domain/ports/providers';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { WorkQueue } from '../../domain/ports/work-queue';
import { channels } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import { directoryQuestions } from '../../projections/directory/questions';
import { directoryView } from '../../projections/directory/row';
import { outstandingQuestions } from '../../projections/outstanding/questions';
import { outstandingView } from '../../projections/outstanding/row';
import { templatesQuestions } from '../../projections/templates/questions';
import { templatesView } from '../../projections/templates/row';
import { createWriter } from '../commands/create-writer';
import type { Metrics } from '../metrics';
import type { Circuits } from '../providers/circuits';
import { deliver } from '../workers/deliver';
import type { Delivering, DeliveryLimits } from '../workers/delivering';
import { dispatch } from '../workers/dispatch';
import { createReaper, type Reaper } from '../workers/reap';
import { takeUpOwn } from '../workers/take-up-own';
import type { ViewProgress } from '../workers/view-progress';
import type { Config } from './config';
import type { Stores } from './open-stores';
import type { Supervisor } from './supervise';

export type DeliveryParts = {
  readonly config: Config;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly progress: ViewProgress;
  readonly metrics: Metrics;
  readonly engine: TemplateEngine;
  readonly providers: Providers;
  readonly queue: WorkQueue;
  readonly circuits: Circuits;
  readonly limits: DeliveryLimits;
  /** Aborts when the process has no time left for what it is sending. */
  readonly lastMoment: AbortSignal;
};

/** An attempt is its owner's for 45 s: 30 s to send, the rest to give up and to record what came of it. */
export const usualLimits: DeliveryLimits = { holdMillis: 45_000, abortAfterMillis: 30_000, graceMillis: 2_000 };

const VIEW_WAIT_MILLIS = 2_000;

export type DeliverySide = {
  readonly reaper: Reaper;
  /** Begins to take work from the queue. */
  readonly startDelivering: (supervisor: Supervisor) => void;
  /** Takes up what was left open by whoever only this process knows to be dead; where it dispatches, that does it. */
  readonly takeUpOwn: (supervisor: Supervisor) => void;
  /** Begins to fill the queue, to end what expires, and to look for what other processes left to destroy. */
  readonly startDispatching: (supervisor: Supervisor) => void;
  /** Begins to destroy the secrets of what ends in this process. */
  readonly startDestroying: (supervisor: Supervisor) => void;
};

/** Dispatch, delivery and expiry. What a process that is known to be dead has left is taken up at once (incarnation.ts). */
export const createDeliverySide = (parts: DeliveryParts): DeliverySide => {
  const { config, stores, clock, logger, progress, queue, lastMoment } = parts;
  const {
    journal,
    writer,
    views,
    keyRing,
    namespace,
    incarnation: { by: incarnation, isDead },
  } = stores;
  const isAlone = config.KEYRING_URL === undefined;
  const outstanding = outstandingQuestions(views);
  const directory = directoryQuestions(views);
  const view = {
    position: () => progress.position(outstandingView.name),
    changed: async (since: Position, signal: AbortSignal) => progress.changed(outstandingView.name, since, signal),
  };
  const reaper = createReaper({
    ...{ journal, writer, clock, keyRing, directory, outstanding, logger, isAlone },
    ...view,
  });
  const delivering: Delivering = {
    ...parts,
    ...stores,
    directory,
    templates: templatesQuestions(views),
    outcomeWriter: createWriter(journal, namespace, { clock, tries: Infinity, signal: lastMoment }),
    incarnation,
    isDead,
    retryDelays: config.RETRY_DELAYS,
    viewsReach: async (position, userId) => {
      const reached = async (name: string, of?: string) => progress.reached(name, position, VIEW_WAIT_MILLIS, of);
      await Promise.all([reached(directoryView.name, userId), reached(templatesView.name)]);
    },
    attempted: parts.metrics.deliveryAttempt,
    ended: reaper.ended,
    signal: lastMoment,
  };
  return {
    reaper,
    startDelivering: (supervisor) => {
      for (const channel of channels)
        supervisor.run(`delivery ${channel}`, async (signal) =>
          queue.consume({ channel, concurrency: config.DELIVERY_CONCURRENCY, signal }, deliver(delivering)),
        );
    },
    takeUpOwn: (supervisor) =>
      supervisor.run('left open', async (signal) =>
        takeUpOwn({ outstanding, isDead, clock, deliver: deliver(delivering) }, signal),
      ),
    startDestroying: (supervisor) => supervisor.run('reaper', reaper.runDestroying),
    startDispatching: (supervisor) => {
      supervisor.run('reaper', reaper.run);
      if (!isAlone) supervisor.run('sweep', reaper.sweep);
      supervisor.run('dispatch', async (signal) =>
        dispatch({ outstanding, queue, clock, logger, isDead, ...view }, signal),
      );
    },
  };
};

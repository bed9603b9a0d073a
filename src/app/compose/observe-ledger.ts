import * as E from 'fp-ts/Either';
import type { Clock } from '../../domain/ports/clock';
import type { Intake } from '../../domain/ports/intake';
import type { WorkQueue } from '../../domain/ports/work-queue';
import { priorities } from '../../domain/shared/codecs';
import { inboxView } from '../../projections/inbox/row';
import { outstandingQuestions } from '../../projections/outstanding/questions';
import type { ComponentHealth, Health } from '../health';
import type { Gauges } from '../metrics';
import { listProjections } from '../rebuild/list-projections';
import type { Rebuilds } from '../rebuild/rebuilds';
import type { ProjectionBoard } from '../workers/projection-board';
import type { Stores } from './open-stores';

type Observed = {
  readonly stores: Stores;
  readonly queue: WorkQueue;
  /** Undefined where nothing is taken in. */
  readonly intake: Intake | undefined;
  readonly board: ProjectionBoard;
  /** Whether requests are let in. */
  readonly isOpen: () => boolean;
  readonly rebuilds: Pick<Rebuilds, 'underway' | 'last'>;
  readonly clock: Clock;
};

/** Each component is asked something small; each projection must be live, and requests let in. */
export const ledgerHealth =
  ({ stores, queue, intake, board, isOpen, clock }: Observed): Health =>
  async () => {
    const { journal, views, keyRing } = stores;
    const head = await journal.head()();
    const answers: ReadonlyArray<readonly [string, E.Either<unknown, unknown>]> = [
      ['journal', head],
      ['views', await views.checkpoint(inboxView)()],
      ['keyring', await keyRing.held('ledger:', { limit: 1 })()],
      ['queue', await queue.waiting('email')()],
    ];
    const components = answers.map(([name, answer]): ComponentHealth => ({ name, isUp: E.isRight(answer) }));
    const broker = intake === undefined ? [] : [{ name: 'intake', isUp: intake.connected() }];
    const projections = board.statuses(clock.now()).map(({ name, status }): ComponentHealth => ({
      name: `projection ${name}`,
      isUp: status === 'live' || status === 'rebuilding',
    }));
    return [...components, ...broker, ...projections, { name: 'requests', isUp: isOpen() }];
  };

/** What the metrics show when somebody looks; undefined while the journal or the views do not answer. */
export const ledgerGauges =
  ({ stores, board, rebuilds, clock }: Observed) =>
  async (): Promise<Gauges | undefined> => {
    const head = await stores.journal.head()();
    if (E.isLeft(head)) return undefined;
    const { count } = outstandingQuestions(stores.views);
    const outstanding: Array<Gauges['outstanding'][number]> = [];
    for (const priority of priorities) {
      const counted = await count(priority)();
      if (E.isLeft(counted)) return undefined;
      outstanding.push({ priority, deliveries: counted.right.value });
    }
    const projections = await listProjections({ journal: stores.journal, board, rebuilds, clock })();
    if (E.isLeft(projections)) return undefined;
    return { journalHead: head.right, projections: projections.right, outstanding };
  };

import * as E from 'fp-ts/Either';
import type { TaskEither } from 'fp-ts/TaskEither';
import type { AlertCause } from '../../domain/operations/cause';
import type { Instant } from '../../domain/shared/codecs';
import type { AlertRow } from '../../projections/alerts/row';
import type { DeadLetterRow } from '../../projections/dead-letters/row';
import type { Placed, Question, QuestionFailure } from '../../projections/question';
import type { Alerting } from './alerting';

const PAGE = 256;

export type OpenBefore = {
  readonly alerts: ReadonlyArray<{ readonly cause: AlertCause; readonly raisedAt: Instant }>;
  /** Each event type and reason once. */
  readonly parked: ReadonlyArray<Pick<DeadLetterRow, 'eventType' | 'reason'>>;
};

type Place = Placed<unknown>['place'];

const each = async <A>(
  page: (after: Place | undefined, limit: number) => Question<ReadonlyArray<Placed<A>>>,
  visit: (row: A) => void,
): Promise<E.Either<QuestionFailure, void>> => {
  for (let after: Place | undefined; ;) {
    const found = await page(after, PAGE)();
    if (E.isLeft(found)) return found;
    for (const { row } of found.right.value) visit(row);
    after = found.right.value.at(-1)?.place;
    if (found.right.value.length < PAGE) return E.right(undefined);
  }
};

/** What stands in the views: the alerts that are not cleared, and what waits in parked messages. */
export const openBefore =
  ({ alerts, deadLetters }: Pick<Alerting, 'alerts' | 'deadLetters'>): TaskEither<QuestionFailure, OpenBefore> =>
  async () => {
    const open: Array<OpenBefore['alerts'][number]> = [];
    const parked = new Map<string, Pick<DeadLetterRow, 'eventType' | 'reason'>>();
    const asked = await each<AlertRow>(
      (after, limit) => alerts.open({ after, limit }),
      ({ kind, subject, reason, raisedAt }) => open.push({ cause: { kind, subject, reason }, raisedAt }),
    );
    if (E.isLeft(asked)) return asked;
    const looked = await each<DeadLetterRow>(deadLetters.open, ({ eventType, reason }) => {
      parked.set(`${eventType} ${reason}`, { eventType, reason });
    });
    return E.isLeft(looked) ? looked : E.right({ alerts: open, parked: [...parked.values()] });
  };

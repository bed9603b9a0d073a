import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { causeName } from '../../domain/operations/cause';
import { operationsEvents } from '../../domain/operations/events';
import {
  type LastAlert,
  operations,
  type OperationsCommand,
  operationsStream,
  type OperationsState,
} from '../../domain/operations/operations';
import type { AppendFailure } from '../../domain/ports/journal';
import type { AlertRow } from '../../projections/alerts/row';
import type { QuestionFailure } from '../../projections/question';
import { execute } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { type Alerting, alertActor } from './alerting';

type AlertFailure = AppendFailure | QuestionFailure;

/** The cause's last alert, and whether it is news. */
export type WrittenAlert = { readonly last: LastAlert | undefined; readonly isNew: boolean };

const known = (row: AlertRow | undefined): OperationsState =>
  new Map(row === undefined ? [] : [[row.cause, { alertId: row.alertId, isOpen: row.clearedAt === null }]]);

/**
 * Raises or clears, and answers with the cause's last alert. The view knows the alerts of earlier months; what it has not
 * seen yet stands in this month's stream, at whose exact revision the decision is written.
 */
export const writeAlert =
  ({ journal, writer, alerts, clock, ids }: Alerting) =>
  (command: OperationsCommand): TE.TaskEither<AlertFailure, WrittenAlert> => {
    const name = causeName(command.cause);
    const at = clock.now();
    const stream = operationsStream(at);
    return pipe(
      alerts.lastOf(name),
      TE.chainW(({ value: row }) => {
        const initialState = known(row);
        return pipe(
          execute(writer)({
            stream,
            history: readHistory(journal, stream),
            decider: { ...operations, initialState },
            codecs: operationsEvents,
            command,
            cause: { id: ids.random(), causedBy: name, actor: alertActor, correlationId: name, at },
          }),
          TE.map(({ history, events }) => ({
            last: [...history.map(({ event }) => event), ...events].reduce(operations.evolve, initialState).get(name),
            isNew: events.length > 0,
          })),
        );
      }),
      retryConflicts,
    );
  };

import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type * as t from 'io-ts';
import type { HistoryFilter } from '../../queries';
import type { Answer } from '../answer';
import { closedObject } from '../codecs/closed-object';
import { GivenPosition } from '../codecs/from-text';
import { Code } from '../codecs/identifiers';
import { GivenInstant } from '../codecs/instants';
import { Nothing } from '../codecs/nothing';
import { line } from '../codecs/texts';
import { defineRoute } from '../define-route';
import { historyJson } from '../../history-json';
import { historyLines } from '../history-lines';
import type { Route } from '../route';

const MAX_STREAM_NAME = 300;
const MAX_CORRELATION_ID = 300;

const fields = {
  from: GivenInstant,
  to: GivenInstant,
  fromPosition: GivenPosition,
  type: Code,
  stream: line(MAX_STREAM_NAME),
  correlationId: line(MAX_CORRELATION_ID),
};
const Query = closedObject('HistoryQuery', {}, fields);

const filterFrom = ({
  from,
  to,
  fromPosition,
  type,
  stream,
  correlationId,
}: t.TypeOf<typeof Query>): HistoryFilter => ({
  from,
  to,
  fromPosition,
  type,
  stream,
  correlationId,
});

/** What was asked for, as the record of the reading keeps it: ids, types and times. */
const subjectOf = (filter: HistoryFilter): string =>
  Object.entries(filter)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
    .join('&');

const streamHistory = defineRoute(
  {
    id: 'streamHistory',
    method: 'get',
    path: '/audit/events',
    tag: 'Audit',
    summary: 'The whole history that passes, streamed; from inclusive, to exclusive; the reading is itself recorded',
    effect: 'read',
    params: Nothing,
    query: Query,
    answers: { 200: { description: 'An event a line.', contentType: 'application/x-ndjson' } },
  },
  ({ commands, queries, readHistory }) =>
    ({ caller, query, at }) => {
      const filter = filterFrom(query);
      return pipe(
        commands.recordRead(caller, 'events', subjectOf(filter)),
        TE.chain(() => queries.reached(at)),
        TE.chain(() => historyLines(readHistory(filter), historyJson)),
        TE.map((lines): Answer => ({ kind: 'lines', lines })),
      );
    },
);

const tellBatch = defineRoute(
  {
    id: 'historyOfBatch',
    method: 'get',
    path: '/audit/batches/:batchId',
    tag: 'Audit',
    summary:
      'A batch whole: its events, every chunk, every recipient, and the proof of its list; the reading is recorded',
    effect: 'read',
    params: closedObject('AuditBatchParams', { batchId: line(200) }, {}),
    query: Nothing,
    answers: {
      200: { description: 'One a line; the last one is the manifest.', contentType: 'application/x-ndjson' },
    },
  },
  ({ commands, queries, tellBatch: tell }) =>
    ({ caller, params: { batchId }, at }) =>
      pipe(
        commands.recordRead(caller, 'batch', batchId),
        TE.chain(() => queries.batch(batchId, at)),
        TE.chain(() => historyLines(tell(batchId), (one) => one)),
        TE.map((lines): Answer => ({ kind: 'lines', lines })),
      ),
);

export const auditStreamRoutes: ReadonlyArray<Route> = [streamHistory, tellBatch];

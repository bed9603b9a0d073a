import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchAnswer } from '../../batches/batch-request';
import type { Bulk } from '../../bulk/bulk-request';
import type { Caller } from '../../caller';
import type { IdempotencyScope, Written } from '../../commands';
import { type Answer, place } from '../answer';
import { BulkAccepted } from '../answers/bulk';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import type { Answers, Route, Upload } from '../route';
import { BulkBody, BulkRecipient, BulkTerms } from './bulk-body';
import { askOf, listOfBody, openUpload } from './bulk-list';

const tag = 'Notifications';

const maintenance = {
  templateCode: 'system.maintenance',
  data: {
    title: 'Network upgrade',
    message: 'We are upgrading the network of the data centre.',
    startTime: '2026-01-15T18:00:00.000Z',
    endTime: '2026-01-15T20:00:00.000Z',
    duration: 120,
    affectedServices: ['console', 'cloud phones'],
  },
};
const lines = [maintenance, { userId: 'u-1' }, { userId: 'u-2', locale: 'en-US', data: { duration: 90 } }];

const warningsOf = ({
  duplicates,
}: BatchAnswer): ReadonlyArray<{ readonly message: string; readonly count: number }> =>
  duplicates === 0
    ? []
    : [
        {
          message: 'Some recipients are named more than once, and told once, as they are named first.',
          count: duplicates,
        },
      ];

const accepted = ({ value, position, replayed }: Written<BatchAnswer>): Answer => {
  const { batchId, totalUsers, createdAt } = value;
  const warnings = warningsOf(value);
  return {
    kind: 'json',
    status: 202,
    body: { batchId, totalUsers, status: 'processing', createdAt, ...(warnings.length === 0 ? {} : { warnings }) },
    headers: {
      ...place(position),
      Location: `/notifications/bulk/${encodeURIComponent(batchId)}`,
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    },
  };
};

type Call = { readonly caller: Caller; readonly scope: IdempotencyScope | undefined };

const takeUpload = (bulk: Bulk, upload: Upload, call: Call): Answers =>
  pipe(
    async () => openUpload(upload),
    TE.chainW(({ ask, list }) => bulk.upload({ ...call, ask }, list)),
    TE.map(accepted),
  );

const requestBulk = defineRoute(
  {
    id: 'requestBulk',
    method: 'post',
    path: '/notifications/bulk',
    tag,
    summary: 'Notify many users, by a template: all alike, or each with data of their own',
    effect: 'create',
    params: Nothing,
    query: Nothing,
    body: BulkBody,
    upload: {
      description: 'The first line says what they are told, every other one names a recipient: a million at most.',
      first: BulkTerms,
      others: BulkRecipient,
      example: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    },
    example: { userIds: ['u-1', 'u-2'], ...maintenance },
    answers: {
      202: { description: 'Every recipient is written down, and will be notified.', body: BulkAccepted },
      422: {
        description: 'Nothing was written down: what is wrong, by line or pointer; the first 1,000, and the total.',
      },
    },
  },
  ({ bulk }) =>
    ({ caller, scope, body, upload }) => {
      if (upload !== undefined) return takeUpload(bulk, upload, { caller, scope });
      return pipe(bulk.request({ caller, scope, ask: askOf(body) }, listOfBody(body)), TE.map(accepted));
    },
);

const broadcast = defineRoute(
  {
    id: 'broadcast',
    method: 'post',
    path: '/notifications/broadcast',
    tag,
    summary: 'Notify everyone in the directory, by a template; whoever is offline finds it',
    effect: 'create',
    params: Nothing,
    query: Nothing,
    body: BulkTerms,
    example: maintenance,
    answers: { 202: { description: 'Everyone is written down, and will be notified.', body: BulkAccepted } },
  },
  ({ bulk }) =>
    ({ caller, scope, body }) =>
      pipe(bulk.broadcast({ caller, scope, ask: askOf(body) }), TE.map(accepted)),
);

export const bulkRoutes: ReadonlyArray<Route> = [requestBulk, broadcast];

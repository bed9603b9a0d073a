import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { OutboxEntry, OutboxUnavailable } from '../../../domain/ports/outbox';
import type { AppFailure } from '../../failure';
import { type Answer, done, ok } from '../answer';
import { listed } from '../answers/lists';
import { WaitingRetry } from '../answers/notification';
import { OutboxChannel, Taken } from '../answers/operations';
import { closedObject } from '../codecs/closed-object';
import { GivenPosition } from '../codecs/from-text';
import { DeliveryId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { limitFrom, limitOf, paging, pagingFrom } from '../paging';
import type { Route } from '../route';

const tag = 'Operations';
const params = closedObject('DeliveryParams', { deliveryId: DeliveryId }, {});

const listRetries = defineRoute(
  {
    id: 'listRetries',
    method: 'get',
    path: '/ops/retries',
    tag,
    summary: 'What waits for another try, when, and why',
    effect: 'read',
    params: Nothing,
    query: closedObject('RetriesQuery', {}, paging),
    answers: { 200: { description: 'The next one first.', body: listed('WaitingRetries', WaitingRetry) } },
  },
  ({ queries }) =>
    ({ query, at }) =>
      pipe(
        TE.fromEither(pagingFrom(query)),
        TE.chain((pages) => queries.retries(pages, at)),
        TE.map(ok),
      ),
);

const retryDelivery = defineRoute(
  {
    id: 'retryDelivery',
    method: 'post',
    path: '/ops/retries/:deliveryId/retry',
    tag,
    summary: 'Try again, in a new round',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Ordered.' } },
  },
  ({ commands }) =>
    ({ caller, params: { deliveryId } }) =>
      pipe(commands.retryDelivery(caller, deliveryId), TE.map(done)),
);

const abandonDelivery = defineRoute(
  {
    id: 'abandonDelivery',
    method: 'post',
    path: '/ops/retries/:deliveryId/abandon',
    tag,
    summary: 'Give it up: it ends without a success, unless it is ordered again',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Abandoned, now or before.' } },
  },
  ({ commands }) =>
    ({ caller, params: { deliveryId } }) =>
      pipe(commands.abandonDelivery(caller, deliveryId), TE.map(done)),
);

const outboxAway = (_failure: OutboxUnavailable): AppFailure => ({
  _tag: 'Unavailable',
  component: 'outbox',
  retryAfterSeconds: 1,
});

const page =
  (limit: number) =>
  (data: ReadonlyArray<OutboxEntry>): Answer =>
    ok({ data, nextCursor: data.length < limit ? null : (data.at(-1)?.id ?? null) });

const listOutbox = defineRoute(
  {
    id: 'listOutbox',
    method: 'get',
    path: '/ops/outbox',
    tag,
    summary: 'What the embedded outbox took: mails, texts and pushes, in order',
    effect: 'none',
    params: Nothing,
    query: closedObject(
      'OutboxQuery',
      {},
      { channel: OutboxChannel, after: GivenPosition, cursor: GivenPosition, ...limitOf },
    ),
    answers: {
      200: {
        description: 'nextCursor goes into after, or into cursor as in every list.',
        body: listed('Outbox', Taken),
      },
    },
  },
  ({ outbox }) =>
    ({ query }) => {
      const limit = limitFrom(query);
      const { channel, cursor, after = cursor } = query;
      const only = {
        ...(channel === undefined ? {} : { channel }),
        ...(after === undefined ? {} : { after: String(after) }),
      };
      return pipe(outbox.list({ ...only, limit }), TE.bimap(outboxAway, page(limit)));
    },
);

export const operationRoutes: ReadonlyArray<Route> = [listRetries, retryDelivery, abandonDelivery, listOutbox];

import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { done, ok } from '../answer';
import { DeadLetterAnswer } from '../answers/dead-letter';
import { listed } from '../answers/lists';
import { closedObject } from '../codecs/closed-object';
import { Nothing } from '../codecs/nothing';
import { line } from '../codecs/texts';
import { defineRoute } from '../define-route';
import { paging, pagingFrom } from '../paging';
import type { Route } from '../route';

const tag = 'Operations';
const params = closedObject('DeadLetterParams', { id: line(200) }, {});

const listDeadLetters = defineRoute(
  {
    id: 'listDeadLetters',
    method: 'get',
    path: '/ops/dead-letters',
    tag,
    summary: 'The messages that could not be handled, and why',
    effect: 'read',
    params: Nothing,
    query: closedObject('DeadLettersQuery', {}, paging),
    answers: { 200: { description: 'The longest waiting first.', body: listed('DeadLetters', DeadLetterAnswer) } },
  },
  ({ deadLetters }) =>
    ({ query, at }) =>
      pipe(
        TE.fromEither(pagingFrom(query)),
        TE.chain((pages) => deadLetters.list(pages, at)),
        TE.map(ok),
      ),
);

const replayDeadLetter = defineRoute(
  {
    id: 'replayDeadLetter',
    method: 'post',
    path: '/ops/dead-letters/:id/replay',
    tag,
    summary: 'Handle it again; one in conflict as an event of its own',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Handled; it waits no more.' } },
  },
  ({ deadLetters }) =>
    ({ caller, params: { id } }) =>
      pipe(deadLetters.replay(caller, id), TE.map(done)),
);

const discardDeadLetter = defineRoute(
  {
    id: 'discardDeadLetter',
    method: 'post',
    path: '/ops/dead-letters/:id/discard',
    tag,
    summary: 'Give it up; its body is destroyed',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Discarded.' } },
  },
  ({ deadLetters }) =>
    ({ caller, params: { id } }) =>
      pipe(deadLetters.discard(caller, id), TE.map(done)),
);

export const deadLetterRoutes: ReadonlyArray<Route> = [listDeadLetters, replayDeadLetter, discardDeadLetter];

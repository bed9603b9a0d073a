import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Caller } from '../../caller';
import type { ContactsChange } from '../../commands';
import type { AppFailure } from '../../failure';
import { holds } from '../access';
import { type Answer, done, ok, place } from '../answer';
import { Recipient } from '../answers/recipient';
import { closedObject } from '../codecs/closed-object';
import { UserId } from '../codecs/identifiers';
import { Nothing } from '../codecs/nothing';
import { defineRoute } from '../define-route';
import { reachable } from '../ownership';
import type { Route } from '../route';
import { ContactsBody, toContactsChange } from './contacts-body';

const tag = 'Recipients';
const path = '/recipients/:userId';
const params = closedObject('RecipientParams', { userId: UserId }, {});

const readRecipient = defineRoute(
  {
    id: 'readRecipient',
    method: 'get',
    path,
    tag,
    summary: 'What the directory knows of a user',
    effect: 'read',
    params,
    query: Nothing,
    answers: { 200: { description: 'Contacts and roles.', body: Recipient } },
  },
  ({ queries }) =>
    (input) =>
      pipe(
        TE.fromEither(reachable(input, input.params.userId)),
        TE.chainW((userId) => queries.recipient(userId, input.at)),
        TE.map(ok),
      ),
);

/** Roles decide who gets operators' alerts, so only an admin gives them. */
const allowed = (caller: Caller, change: ContactsChange): E.Either<AppFailure, ContactsChange> => {
  if (change.roles !== undefined && !holds(caller, 'admin'))
    return E.left({ _tag: 'Forbidden', detail: 'Only an admin gives roles.' });
  if (change.roles === undefined && change.cleared.length === 0 && Object.keys(change.set).length === 0)
    return E.left({ _tag: 'InvalidInput', errors: [{ path: '', message: 'names no field' }] });
  return E.right(change);
};

const changeRecipient = defineRoute(
  {
    id: 'changeRecipient',
    method: 'put',
    path,
    tag,
    summary: 'Set contacts and, as an admin, roles: an absent field stays, null clears it',
    effect: 'write',
    params,
    query: Nothing,
    body: ContactsBody,
    example: { email: 'u-1@example.org', phone: '+8613800138000', locale: 'en-US', timezone: 'Asia/Shanghai' },
    unknownFields: 'impossible',
    answers: { 200: { description: 'What the directory knows now.', body: Recipient } },
  },
  ({ commands, queries }) =>
    (input) =>
      pipe(
        TE.Do,
        TE.apS('userId', TE.fromEither(reachable(input, input.params.userId))),
        TE.bindW('change', () => TE.fromEither(allowed(input.caller, toContactsChange(input.body)))),
        TE.bindW('done', ({ userId, change }) => commands.changeContacts(input.caller, userId, change)),
        TE.bindW('body', (change) => queries.recipient(change.userId, { atLeast: change.done.position })),
        TE.map(({ body, done: { position } }): Answer => ({
          kind: 'json',
          status: 200,
          body,
          headers: place(position),
        })),
      ),
);

const eraseRecipient = defineRoute(
  {
    id: 'eraseRecipient',
    method: 'delete',
    path,
    tag,
    summary: 'Erase a user: personal data becomes unreadable everywhere, the history stays verifiable',
    effect: 'write',
    params,
    query: Nothing,
    answers: { 204: { description: 'Erased, now or before.' } },
  },
  ({ commands }) =>
    ({ caller, params: { userId } }) =>
      pipe(commands.eraseRecipient(caller, userId), TE.map(done)),
);

export const recipientRoutes: ReadonlyArray<Route> = [readRecipient, changeRecipient, eraseRecipient];

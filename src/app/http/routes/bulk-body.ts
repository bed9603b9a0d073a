import type * as t from 'io-ts';
import { choice } from '../codecs/choice';
import { closedObject } from '../codecs/closed-object';
import { GivenPriority } from '../codecs/given-priority';
import { Code, UserId } from '../codecs/identifiers';
import { GivenInstant } from '../codecs/instants';
import { SmallJsonObject } from '../codecs/json-object';
import { listOf } from '../codecs/list-of';
import { line } from '../codecs/texts';

const MAX_NAME = 200;
const MAX_CHANNELS = 4;
/** More than a body of 1 MiB can hold. */
const MAX_IN_A_BODY = 500_000;

const asked = { templateCode: Code };
/** Channels and locale are only read here: that one is unknown is a 422, told by the use case. */
const options = {
  data: SmallJsonObject,
  channels: listOf(line(MAX_NAME), { min: 1, max: MAX_CHANNELS }),
  priority: GivenPriority,
  sendAt: GivenInstant,
};

export const BulkRecipient = closedObject(
  'BulkRecipient',
  { userId: UserId },
  { data: SmallJsonObject, locale: line(MAX_NAME) },
);

/** What many are told: the first line of an upload, and the whole of a broadcast. */
export const BulkTerms = closedObject('BulkTerms', asked, options);

const inABody = { min: 1, max: MAX_IN_A_BODY };
const BulkOfUsers = closedObject('BulkOfUsers', { ...asked, userIds: listOf(UserId, inABody) }, options);
const BulkOfRecipients = closedObject(
  'BulkOfRecipients',
  { ...asked, recipients: listOf(BulkRecipient, inABody) },
  options,
);

/** Whoever names neither is told of the user ids alone. */
const asksForUsers = (value: Readonly<Record<string, unknown>>): boolean =>
  'userIds' in value || !('recipients' in value);

export const BulkBody = choice('BulkBody', [BulkOfUsers, BulkOfRecipients], asksForUsers);

export type BulkBody = t.TypeOf<typeof BulkBody>;
export type BulkTerms = t.TypeOf<typeof BulkTerms>;
export type BulkRecipient = t.TypeOf<typeof BulkRecipient>;

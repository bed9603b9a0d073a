import type * as t from 'io-ts';
import type { NotificationRequest } from '../../commands';
import { choice } from '../codecs/choice';
import { closedObject } from '../codecs/closed-object';
import { GivenPriority } from '../codecs/given-priority';
import { Code, UserId } from '../codecs/identifiers';
import { GivenInstant } from '../codecs/instants';
import { SmallJsonObject } from '../codecs/json-object';
import { listOf } from '../codecs/list-of';
import { line, text } from '../codecs/texts';

const MAX_NAME = 200;
const MAX_TITLE = 200;
const MAX_BODY = 10_000;
const MAX_CHANNELS = 4;

/** Channels, locale and times are only read here: that one is unknown or has passed is a 422, told by the use case. */
const options = {
  data: SmallJsonObject,
  channels: listOf(line(MAX_NAME), { min: 1, max: MAX_CHANNELS }),
  priority: GivenPriority,
  locale: line(MAX_NAME),
  expiresAt: GivenInstant,
  sendAt: GivenInstant,
};
const templated = { userId: UserId, templateCode: Code };
const plain = { userId: UserId, type: Code, title: line(MAX_TITLE), body: text(MAX_BODY) };

const TemplatedNotification = closedObject('TemplatedNotification', templated, options);
const PlainNotification = closedObject('PlainNotification', plain, options);

/** Whoever names neither a template nor a text is told of the template alone. */
const asksForTemplate = (value: Readonly<Record<string, unknown>>): boolean =>
  'templateCode' in value || !['type', 'title', 'body'].some((field) => field in value);

export const NotificationBody = choice('NotificationBody', [TemplatedNotification, PlainNotification], asksForTemplate);

type Given = t.TypeOf<typeof NotificationBody>;

/** What was decoded, as the use case takes it. */
export const toRequest = (given: Given): NotificationRequest => ({
  userId: given.userId,
  content:
    'templateCode' in given
      ? { kind: 'template', code: given.templateCode }
      : { kind: 'plain', type: given.type, title: given.title, body: given.body },
  data: given.data ?? {},
  channels: given.channels,
  priority: given.priority,
  locale: given.locale,
  expiresAt: given.expiresAt,
  sendAt: given.sendAt,
});

import type * as E from 'fp-ts/Either';
import { notificationStream } from '../../domain/notification/location';
import type { NotificationRequested } from '../../domain/notification/events';
import type { Plan } from '../../domain/platform/plan';
import { variablesOf } from '../../domain/platform/variables';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { Contacts } from '../../domain/recipient/contacts';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import type { ActiveTemplate } from '../../projections/templates/questions';
import { type Composed, composeFrom, type Reader } from '../commands/compose-notification';
import type { About, SealedParts } from '../commands/seal-request';
import type { Cause } from '../commands/to-new-events';
import type { AppFailure } from '../failure';
import { type Arrival, causeOf } from './arrival';
import { usableContacts } from './usable-contacts';

export type Notifying = Extract<Plan, { readonly kind: 'notify' }>;

/** One recipient of a message's notice. */
export type Recipient = {
  readonly arrival: Arrival;
  readonly plan: Notifying;
  readonly userId: UserId;
  readonly id: NotificationId;
};

/** The same, with what the message says of the person and can be used. */
export type Addressed = Recipient & { readonly contacts: Contacts };

export const addressed = (recipient: Recipient): Addressed => ({
  ...recipient,
  contacts: usableContacts(recipient.plan.contacts),
});

/** No setting says where the platform's site is, so nothing links to it. */
export const NO_SITE = undefined;

/** A notice's event has its id of what the message says besides: a repeat is recognized, other words are a conflict. */
const causeIdOf = ({ identity, fingerprint }: Arrival): string => `${identity} ${fingerprint}`;

export const aboutOf = ({ arrival, userId, id }: Addressed): About => ({
  id,
  userId,
  stream: notificationStream(id),
  causeId: causeIdOf(arrival),
});

export const noticeCause = (arrival: Arrival): Cause => ({
  ...causeOf(arrival),
  id: causeIdOf(arrival),
  causedBy: arrival.identity,
});

/** The notice as its reader will see it. */
export const composeNotice = (
  engine: TemplateEngine,
  { arrival, plan, contacts }: Addressed,
  template: ActiveTemplate,
  reader: Reader,
): E.Either<AppFailure, Composed> => {
  const { ref, content } = template;
  const data = variablesOf(arrival.message, content, { locale: ref.locale, siteOrigin: NO_SITE });
  const { channels, priority } = plan.notice;
  const wanted = { data, knownChannels: channels, priority, expiresAt: plan.expiresAt ?? undefined };
  return composeFrom(engine, template, wanted, { ...reader, timezone: contacts.timezone ?? reader.timezone });
};

/** What the message says of the person goes along, so that its own delivery needs no directory. */
export const withContacts = ({ contacts }: Addressed, said: Composed): Composed =>
  Object.keys(contacts).length === 0 ? said : { ...said, contacts };

export const requestFor = (
  { arrival, plan, userId, id }: Addressed,
  reader: Reader,
  said: Composed,
  sealed: SealedParts,
): NotificationRequested['data'] => ({
  notificationId: id,
  userId,
  type: said.type,
  template: said.template,
  locale: reader.locale,
  channels: said.channels,
  priority: said.priority,
  sendAt: null,
  expiresAt: said.expiresAt,
  bypasses: plan.notice.bypasses,
  origin: { kind: 'platform', id: arrival.identity },
  fingerprint: arrival.fingerprint,
  ...sealed,
});

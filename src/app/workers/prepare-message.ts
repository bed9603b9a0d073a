import * as E from 'fp-ts/Either';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import type { NotificationContent } from '../../domain/notification/content';
import type { Mail, MailParts, Provider, Providers, Push, PushParts, Text } from '../../domain/ports/providers';
import type { Contacts } from '../../domain/recipient/contacts';
import type { Channel, DeliveryId, NotificationId, UserId } from '../../domain/shared/codecs';
import type { BothParts, Parts } from './render-parts';
import type { Sent } from './send-within';

/** Sends one message to one provider, within limits. */
export type Send = <M>(provider: Provider<M>, message: M, key: string) => Promise<Sent>;

/** A message made out to its provider, not sent yet. `key` is the delivery's id for every attempt. */
export type Prepared = {
  readonly provider: string;
  readonly dropsDuplicates: boolean;
  readonly sendBy: (send: Send, key: DeliveryId) => Promise<Sent>;
};

export type Addressee = {
  readonly userId: UserId;
  readonly notificationId: NotificationId;
  readonly contacts: Contacts;
};
export type SentChannel = Exclude<Channel, 'websocket'>;

type Candidates = RNEA.ReadonlyNonEmptyArray<Prepared>;

const prepared = <M>(providers: RNEA.ReadonlyNonEmptyArray<Provider<M>>, message: M): Candidates =>
  RNEA.map((provider: Provider<M>) => ({
    provider: provider.name,
    dropsDuplicates: provider.dropsDuplicates,
    sendBy: async (send: Send, key: DeliveryId) => send(provider, message, key),
  }))(providers);

const mailParts = ({ title, mailText, emailHtml }: Parts): MailParts => ({
  subject: title,
  text: mailText,
  html: emailHtml,
});
const pushParts = ({ title, body }: Pick<NotificationContent, 'title' | 'body'>): PushParts => ({ title, body });

/** The message for each provider of the channel, in their order; left where the directory has no address for it. */
export const prepareMessage = (
  providers: Providers,
  channel: SentChannel,
  { userId, notificationId, contacts }: Addressee,
  { shown, atRest }: BothParts,
): E.Either<'no-address', Candidates> => {
  switch (channel) {
    case 'email': {
      if (contacts.email === undefined) return E.left('no-address');
      const mail: Mail = { userId, to: contacts.email, shown: mailParts(shown), atRest: mailParts(atRest) };
      return E.right(prepared(providers.email, mail));
    }
    case 'sms': {
      if (contacts.phone === undefined) return E.left('no-address');
      const text: Text = { userId, to: contacts.phone, shown: shown.smsText, atRest: atRest.smsText };
      return E.right(prepared(providers.sms, text));
    }
    case 'push': {
      const to = contacts.pushSubscriptions ?? [];
      if (to.length === 0) return E.left('no-address');
      const push: Push = { userId, to, notificationId, shown: pushParts(shown), atRest: pushParts(atRest) };
      return E.right(prepared(providers.push, push));
    }
  }
};

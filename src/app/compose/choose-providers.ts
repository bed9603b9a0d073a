import * as RA from 'fp-ts/ReadonlyArray';
import { createSmsGateways } from '../../adapters/sms/create-sms-gateways';
import { createSmtpProvider } from '../../adapters/smtp/create-smtp-provider';
import type { ProviderByChannel, Providers } from '../../domain/ports/providers';
import type { Config } from './config';

/** Real providers where they are configured, else the embedded outbox; `given` goes before both. */
export const chooseProviders = (
  { SMTP_URL: url, SMTP_FROM: from, SMS_URL: gateways }: Config,
  outbox: ProviderByChannel,
  given: Partial<Providers>,
): Providers => {
  const texts = createSmsGateways(gateways);
  return {
    email: [url === undefined ? outbox.email : createSmtpProvider({ url, from })],
    sms: RA.isNonEmpty(texts) ? texts : [outbox.sms],
    push: [outbox.push],
    ...given,
  };
};

import { createSmtpProvider } from '../../adapters/smtp/create-smtp-provider';
import type { ProviderByChannel, Providers } from '../../domain/ports/providers';
import type { Config } from './config';

/** Real providers where they are configured, else the embedded outbox; `given` goes before both. */
export const chooseProviders = (
  { SMTP_URL: url, SMTP_FROM: from }: Config,
  outbox: ProviderByChannel,
  given: Partial<Providers>,
): Providers => ({
  email: [url === undefined ? outbox.email : createSmtpProvider({ url, from })],
  sms: [outbox.sms],
  push: [outbox.push],
  ...given,
});

import { createSmtpProvider } from '../../adapters/smtp/create-smtp-provider';
import type { Providers } from '../../domain/ports/providers';
import type { Config } from './config';

/** Real providers where they are configured, else the embedded outbox; `given` goes before both. */
export const chooseProviders = (
  { SMTP_URL: url, SMTP_FROM: from }: Config,
  outbox: Providers,
  given: Partial<Providers>,
): Providers => ({
  ...outbox,
  ...(url === undefined ? {} : { email: createSmtpProvider({ url, from }) }),
  ...given,
});

import { createSmtpProvider } from '../../src/adapters/smtp/create-smtp-provider';
import type { Mail, Provider } from '../../src/domain/ports/providers';

/** Providers over SMTP with short time-outs, closed after each test. */
export const openProviders = (): { readonly open: (url: string) => Provider<Mail> } => {
  const opened: Array<Provider<Mail>> = [];
  afterEach(async () => {
    for (const provider of opened.splice(0)) await provider.close();
  });
  return {
    open: (url) => {
      const timeouts = { connect: 500, silence: 500 };
      const provider = createSmtpProvider({ url, from: 'Ledger <ledger@example.org>', timeouts });
      opened.push(provider);
      return provider;
    },
  };
};

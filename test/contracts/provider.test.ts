import { join } from 'node:path';
import { openEmbeddedKeyRing } from '../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { openEmbeddedOutbox } from '../../src/adapters/embedded/outbox/open-embedded-outbox';
import { createSmtpProvider } from '../../src/adapters/smtp/create-smtp-provider';
import type { Provider, ProviderByChannel } from '../../src/domain/ports/providers';
import { createHttpGateway } from '../../src/adapters/sms/create-http-gateway';
import { startMailServer } from '../support/mail-server';
import { mail, push, text } from '../support/messages';
import { right } from '../support/right';
import { startSmsGateway } from '../support/sms-gateway';
import { temporaryDirectory } from '../support/temporary-directory';
import { createTestClock } from '../support/test-clock';
import { vaultOf } from '../support/vault-of';
import { type ProviderUnderTest, providerContract } from './provider.contract';

const closing: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('SMTP', () => {
  providerContract(async () => {
    const server = await startMailServer();
    const provider = createSmtpProvider({ url: server.url, from: 'Ledger <ledger@example.org>' });
    closing.push(provider.close, server.close);
    const received = async () => new Set(server.mails().map(({ messageId }) => messageId)).size;
    return { provider, message: mail, received };
  });
});

describe('an SMS gateway over HTTP', () => {
  providerContract(async () => {
    const gateway = await startSmsGateway();
    closing.push(gateway.close);
    const provider = createHttpGateway({ url: gateway.url, name: 'sms:test' });
    return { provider, message: text, received: async () => gateway.taken.size };
  });
});

describe('the embedded outbox', () => {
  const directory = temporaryDirectory();
  const ring = openEmbeddedKeyRing({ file: join(directory, 'keys.db') });
  afterAll(() => ring.close());
  let count = 0;
  const open = async <M>(
    message: M,
    choose: (providers: ProviderByChannel) => Provider<M>,
  ): Promise<ProviderUnderTest<M>> => {
    const file = join(directory, `${count++}.db`);
    const { outbox, providers, close } = openEmbeddedOutbox({ file, vault: vaultOf(ring), clock: createTestClock() });
    closing.push(close);
    const received = async () => right(await outbox.list({ limit: 10 })()).length;
    return { provider: choose(providers), message, received };
  };
  describe('for mail', () => providerContract(async () => open(mail, ({ email }) => email)));
  describe('for texts', () => providerContract(async () => open(text, ({ sms }) => sms)));
  describe('for pushes', () => providerContract(async () => open(push, (providers) => providers.push)));
});

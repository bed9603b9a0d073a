import { createSmtpProvider } from '../../../src/adapters/smtp/create-smtp-provider';
import { messageIdOf } from '../../../src/adapters/smtp/compose-mail';
import { type MailServer, startMailServer } from '../../support/mail-server';
import { mail } from '../../support/messages';
import { right } from '../../support/right';
import { openProviders } from '../../support/smtp';

const signal = new AbortController().signal;
let server: MailServer;
const { open } = openProviders();
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => server.close());

it('sends both parts, from the sender, to the recipient, under the name of the delivery', async () => {
  right(await open(server.url).send(mail, 'n-1.email', signal)());
  const [received] = server.mails();
  expect(received).toMatchObject({
    subject: 'Reset',
    messageId: '<n-1.email@notification-ledger>',
    html: '<p>Your code is 4711</p>',
  });
  expect(received?.text?.trim()).toBe('Your code is 4711');
  expect(received?.from?.value).toStrictEqual([{ name: 'Ledger', address: 'ledger@example.org' }]);
  expect(received?.to).toMatchObject({ value: [{ address: 'u-1@example.org' }] });
});

it('sends plain text alone where there is no HTML', async () => {
  const plain = { ...mail, shown: { subject: '验证码', text: '您的验证码是 4711', html: null } };
  right(await open(server.url).send(plain, 'n-1.email', signal)());
  expect(server.mails()[0]).toMatchObject({ subject: '验证码', html: false });
  expect(server.mails()[0]?.text?.trim()).toBe('您的验证码是 4711');
});

it('answers with the bytes that it sent', async () => {
  const { bytes, answer } = right(await open(server.url).send(mail, 'n-1.email', signal)());
  expect(bytes).toContain('Message-ID: <n-1.email@notification-ledger>\r\n');
  expect(answer).toMatch(/^250 /);
});

it('makes no header of what stands in the subject', async () => {
  const subject = 'Hello\r\nBcc: other@example.org\r\n\r\nbody';
  right(await open(server.url).send({ ...mail, shown: { ...mail.shown, subject } }, 'n-1.email', signal)());
  const [received] = server.mails();
  expect([...(received?.headers.keys() ?? [])]).not.toContain('bcc');
  expect(received?.text?.trim()).toBe('Your code is 4711');
});

it.each([
  'a@example.org\r\nRCPT TO:<b@example.org>',
  'a@example.org>',
  '',
  'a@example.org, b@example.org',
  'no address',
])('refuses for good to send to %j', async (to) => {
  const failed = await open(server.url).send({ ...mail, to }, 'n-1.email', signal)();
  expect(failed).toMatchObject({ left: { kind: 'lasting' } });
  expect(server.mails()).toStrictEqual([]);
});

it('sends many at once over few connections', async () => {
  const provider = open(`${server.url}/?maxConnections=2`);
  const sends = Array.from({ length: 30 }, async (_, n) =>
    provider.send(mail, `n-${n}.email`, new AbortController().signal)(),
  );
  (await Promise.all(sends)).forEach(right);
  expect(new Set(server.mails().map(({ messageId }) => messageId)).size).toBe(30);
});

it('gives each delivery a Message-ID of its own, whatever its id is made of', () => {
  const ids = ['a b', 'a=20=b', 'a.b', 'a@b', '<a>', '甲.email', 'a\u0001b'].map(messageIdOf);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^<[A-Za-z0-9._=-]+@notification-ledger>$/);
});

it.each(['', 'no address', 'a@example.org, b@example.org'])('does not start with the sender %j', (from) => {
  expect(() => createSmtpProvider({ url: server.url, from })).toThrow('SMTP_FROM');
});

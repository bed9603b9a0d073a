import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { DatabaseSync } from '@photostructure/sqlite';
import { openEmbeddedKeyRing } from '../../../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { openEmbeddedOutbox } from '../../../../src/adapters/embedded/outbox/open-embedded-outbox';
import { mail, push, text } from '../../../support/messages';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';
import { vaultOf } from '../../../support/vault-of';

const directory = temporaryDirectory();
const ring = openEmbeddedKeyRing({ file: join(directory, 'keys.db') });
const vault = vaultOf(ring);
const signal = new AbortController().signal;
const takenAt = '2026-03-01T08:00:00.000Z';
const open = (name: string) =>
  openEmbeddedOutbox({ file: join(directory, name), vault, clock: createTestClock(takenAt) });
const bytesOf = (name: string) =>
  Buffer.concat(readdirSync(directory).filter((file) => file.startsWith(name)).map((file) => readFileSync(join(directory, file)))); // prettier-ignore
afterAll(() => ring.close());

const mailEntry = { id: '1', key: 'n-1.email', channel: 'email', userId: 'u-1', takenAt };
const pushed = { to: ['https://push.example.org/1'], notificationId: 'n-1', title: 'Reset' };

it('shows what it took as it would have gone out, in order', async () => {
  const { outbox, providers, close } = open('shown.db');
  await providers.email.send(mail, 'n-1.email', signal)();
  await providers.sms.send(text, 'n-1.sms', signal)();
  await providers.push.send(push, 'n-1.push', signal)();
  expect(right(await outbox.list({ limit: 10 })())).toStrictEqual([
    { ...mailEntry, message: { to: mail.to, ...mail.shown } },
    { ...mailEntry, id: '2', key: 'n-1.sms', channel: 'sms', message: { to: text.to, text: 'Code 4711' } },
    { ...mailEntry, id: '3', key: 'n-1.push', channel: 'push', message: { ...pushed, body: 'Code 4711' } },
  ]);
  close();
});

it('shows the masked text after a restart', async () => {
  const first = open('restart.db');
  await first.providers.email.send(mail, 'n-1.email', signal)();
  first.close();
  const second = open('restart.db');
  const message = { to: mail.to, ...mail.atRest };
  expect(right(await second.outbox.list({ limit: 10 })())).toStrictEqual([{ ...mailEntry, message }]);
  second.close();
});

it('keeps the first message of a delivery, also of repeats that come at once', async () => {
  const { outbox, providers, close } = open('repeats.db');
  const other = { ...mail, shown: { ...mail.shown, text: 'another' } };
  const [one, two] = await Promise.all([mail, other].map(async (m) => providers.email.send(m, 'n-1.email', signal)()));
  const third = await providers.email.send(other, 'n-1.email', signal)();
  expect([one, two, third].map((receipt) => right(receipt!).providerId)).toStrictEqual(Array(3).fill('outbox-1'));
  const message = { to: mail.to, ...mail.shown };
  expect(right(await outbox.list({ limit: 10 })())).toStrictEqual([{ ...mailEntry, message }]);
  close();
});

it('lists by channel and page by page', async () => {
  const { outbox, providers, close } = open('pages.db');
  for (const n of [1, 2, 3]) {
    await providers.email.send(mail, `n-${n}.email`, signal)();
    await providers.sms.send(text, `n-${n}.sms`, signal)();
  }
  const keys = async (query: Parameters<typeof outbox.list>[0]) =>
    right(await outbox.list(query)()).map(({ key }) => key);
  expect(await keys({ channel: 'sms', limit: 2 })).toStrictEqual(['n-1.sms', 'n-2.sms']);
  expect(await keys({ channel: 'sms', after: '4', limit: 2 })).toStrictEqual(['n-3.sms']);
  expect(await keys({ after: '1', limit: 2 })).toStrictEqual(['n-1.sms', 'n-2.email']);
  close();
});

it('writes neither an address nor a text in clear, and no secret at all', async () => {
  const { providers, close } = open('sealed.db');
  await providers.email.send(mail, 'n-1.email', signal)();
  await providers.push.send(push, 'n-1.push', signal)();
  const bytes = bytesOf('sealed.db');
  for (const word of ['u-1@example.org', 'Reset', '4711', 'Your code', 'push.example.org', 'auth-of-1']) {
    expect({ word, found: bytes.includes(word) }).toStrictEqual({ word, found: false });
  }
  close();
});

it('shows nothing of a message once its recipient was erased', async () => {
  const { outbox, providers, close } = open('erased.db');
  await providers.email.send({ ...mail, userId: 'u-2' }, 'n-2.email', signal)();
  await ring.destroy(['recipient:u-2'])();
  const entry = { ...mailEntry, key: 'n-2.email', userId: 'u-2', message: null };
  expect(right(await outbox.list({ limit: 10 })())).toStrictEqual([entry]);
  close();
});

it('shows nothing either of what it has in memory once its recipient was erased, and takes nothing more', async () => {
  const { outbox, providers, close } = open('erased-for-good.db');
  const to = { ...mail, userId: 'u-3' };
  await providers.email.send(to, 'n-3.email', signal)();
  await providers.email.send(mail, 'n-1.email', signal)();
  await ring.destroyForGood(['recipient:u-3'])();
  const more = await providers.email.send(to, 'n-4.email', signal)();
  expect(more).toMatchObject({ left: { kind: 'passing', reason: 'recipient-erased' } });
  expect(right(await providers.email.send(to, 'n-3.email', signal)()).providerId).toBe('outbox-1');
  expect(right(await outbox.list({ limit: 10 })())).toStrictEqual([
    { ...mailEntry, key: 'n-3.email', userId: 'u-3', message: null },
    { ...mailEntry, id: '2', message: { to: mail.to, ...mail.shown } },
  ]);
  close();
});

it('hands what it has in memory out only while the recipient has a key', async () => {
  const texts: Array<unknown> = [];
  const watched = {
    ...vault,
    seal: (parts: Parameters<typeof vault.seal>[0]) => {
      texts.push(...parts.map(({ owner, value }) => ({ owner, value })));
      return vault.seal(parts);
    },
  };
  const file = join(directory, 'watched.db');
  const { providers, close } = openEmbeddedOutbox({ file, vault: watched, clock: createTestClock(takenAt) });
  await providers.email.send(mail, 'n-1.email', signal)();
  expect(texts).toStrictEqual([
    { owner: 'recipient:u-1', value: { to: mail.to, ...mail.atRest } },
    { owner: 'recipient:u-1', value: { to: mail.to, ...mail.shown } },
  ]);
  close();
});

it('fails rather than show a message that was moved to another delivery', async () => {
  const { outbox, providers, close } = open('moved.db');
  await providers.email.send(mail, 'n-1.email', signal)();
  const direct = new DatabaseSync(join(directory, 'moved.db'));
  direct.exec("UPDATE taken SET key = 'n-9.email'");
  direct.close();
  expect(E.isLeft(await outbox.list({ limit: 10 })())).toBe(true);
  close();
});

it('answers with a passing failure where it cannot write', async () => {
  const { providers, close } = open('closed.db');
  close();
  expect(await providers.email.send(mail, 'n-1.email', signal)()).toMatchObject({
    left: { kind: 'passing', reason: 'outbox-unavailable' },
  });
});

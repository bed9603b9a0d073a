import { samples, type ShapeName, shapes } from '../../scripts/platform-samples';
import { platformNames } from '../../src/adapters/rabbitmq/names';
import type { JsonObject } from '../../src/domain/shared/json';
import type { Api } from '../support/api';
import { contractTable } from '../support/contract-table';
import { type JournalHome, journalHomes } from '../support/journal-homes';
import { type MailServer, startMailServer } from '../support/mail-server';
import { type PlatformLedger, startPlatformLedger } from '../support/platform-ledger';
import { openPlatformSide, type PlatformSide } from '../support/platform-side';
import { createRabbitMq, type RabbitMq } from '../support/rabbitmq';
import { temporaryDirectory } from '../support/temporary-directory';
import { until } from '../support/until';

type Item = {
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly priority: string;
  readonly status: string;
  readonly channels: ReadonlyArray<{ readonly channel: string; readonly status: string }>;
};
type Entry = { readonly userId: string; readonly message: { readonly text?: string } };

const shapesUsed: ReadonlyArray<ShapeName> = ['nested', 'flat in snake_case'];
const start = Date.now();
/** One message of each type in each shape, each about a user of its own; of two users one reads English. */
const messages = contractTable.flatMap(({ eventType, ...rest }, row) =>
  shapesUsed.map((shape, column) => {
    const n = row * shapesUsed.length + column;
    const userId = `u-${String(n)}`;
    const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
    const payload = samples[eventType]?.({ userId, n, at }) ?? {};
    const said = { eventType, eventId: `e-${String(n)}`, timestamp: at(0), payload };
    return {
      ...rest,
      eventType,
      shape,
      userId,
      payload,
      locale: column === 0 ? 'en-US' : 'zh-CN',
      body: shapes[shape](said),
    };
  }),
);
const ownMessages = messages.filter(({ whom }) => whom === 'user');
const emailOf = ({ userId, payload }: { readonly userId: string; readonly payload: JsonObject }): string =>
  [payload['email'], payload['userEmail']].find((said) => typeof said === 'string') ?? `${userId}@example.test`;

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

describe.each(journalHomes)('every event of the platform, in two shapes each, the journal %s', (_, findHome) => {
  let home: JournalHome;
  const dataDir = temporaryDirectory();
  let broker: RabbitMq;
  let mail: MailServer;
  let ledger: PlatformLedger;
  let platform: PlatformSide;
  let admin: Api;

  const itemsOf = async (userId: string): Promise<ReadonlyArray<Item>> =>
    (
      (await admin.call('GET', `/notifications/user/${userId}?limit=100`)).body as {
        readonly data: ReadonlyArray<Item>;
      }
    ).data;
  const isComplete = async (userId: string, count: number): Promise<boolean> => {
    const items = await itemsOf(userId);
    return items.length >= count && items.every(({ status }) => status === 'completed');
  };
  const publish = async (chosen: typeof messages): Promise<void> => {
    // Each twice: what is said again is not told again.
    for (const { eventType, body } of [...chosen, ...chosen]) await platform.publish(eventType, JSON.stringify(body));
  };

  beforeAll(async () => {
    broker = await createRabbitMq();
    mail = await startMailServer();
    await broker.start();
    home = await findHome();
    ledger = await startPlatformLedger({
      ...home.env,
      DATA_DIR: dataDir,
      AMQP_URL: broker.url,
      SMTP_URL: mail.url,
      OPERATORS: 'op-1',
    });
    admin = await ledger.as('root', 'admin');
    for (const { userId, locale } of messages) {
      const pushSubscriptions = [{ endpoint: `https://push.example.test/${userId}`, keys: { p256dh: 'k', auth: 'a' } }];
      const contacts = { email: `${userId}@example.test`, phone: '+8613800138000', locale, pushSubscriptions };
      const put = await admin.call('PUT', `/recipients/${userId}`, contacts);
      if (put.status !== 200) throw new Error(JSON.stringify(put.body));
    }
    platform = await openPlatformSide(broker.url, platformNames);
    await publish(ownMessages);
    await publish(messages.filter(({ whom }) => whom === 'nobody'));
    for (const { userId } of ownMessages) await until(`the item of ${userId}`, async () => isComplete(userId, 1));
    await publish(messages.filter(({ whom }) => whom === 'everyone'));
    for (const { userId, whom } of messages)
      await until(`what ${userId} is told with everyone`, async () => isComplete(userId, whom === 'user' ? 5 : 4));
  }, 180_000);
  afterAll(async () => {
    await platform.close();
    await ledger.stop();
    await mail.close();
    await broker.remove();
    await home.end();
  }, 30_000);

  it('is of the contract: all of its thirty-one types', () => {
    expect(contractTable.map(({ eventType }) => eventType).sort()).toStrictEqual(Object.keys(samples).sort());
    expect(contractTable).toHaveLength(31);
  });

  it.each(ownMessages)(
    '$eventType, $shape: is one item of its user, over the channels of the table',
    async (message) => {
      const { userId, priority, channels, eventType, locale } = message;
      const items = (await itemsOf(userId)).filter(({ type }) => !type.startsWith('system.'));
      expect(items).toHaveLength(1);
      const [item] = items;
      expect(item?.priority).toBe(priority);
      expect(item?.channels.map(({ channel }) => channel).sort()).toStrictEqual(channels);
      expect(item?.channels.map(({ status }) => status)).toStrictEqual(channels.map(() => 'succeeded'));
      expect([eventType, isChinese(item?.title ?? '')]).toStrictEqual([eventType, locale === 'zh-CN']);
    },
  );

  it.each(ownMessages.filter(({ channels }) => channels.includes('email')))(
    '$eventType, $shape: is one mail to the address that it names, else to that of the directory, in its reader’s language',
    async (message) => {
      const [item] = (await itemsOf(message.userId)).filter(({ type }) => !type.startsWith('system.'));
      const to = emailOf(message);
      const mails = mail.mails().filter((sent) => sent.subject === item?.title && JSON.stringify(sent.to).includes(to));
      expect(mails).toHaveLength(1);
      expect(isChinese(mails[0]?.text ?? '')).toBe(message.locale === 'zh-CN');
    },
  );

  it('sends a text for each event that has one, in the language of its reader, and a push likewise', async () => {
    const operator = await ledger.as('root', 'operator');
    for (const channel of ['sms', 'push']) {
      const { body } = await operator.call('GET', `/ops/outbox?channel=${channel}&limit=100`);
      const taken = (body as { readonly data: ReadonlyArray<Entry> }).data;
      const due = ownMessages.filter(({ channels }) => channels.includes(channel));
      expect(taken.map(({ userId }) => userId).sort()).toStrictEqual(due.map(({ userId }) => userId).sort());
      for (const { userId, message } of taken)
        expect([userId, isChinese(JSON.stringify(message))]).toStrictEqual([
          userId,
          due.find((one) => one.userId === userId)?.locale === 'zh-CN',
        ]);
    }
  });

  it('tells nobody of what is recorded only, and everyone once of what concerns everyone', async () => {
    for (const { userId } of messages.filter(({ whom }) => whom !== 'user'))
      expect((await itemsOf(userId)).map(({ type }) => type).sort()).toStrictEqual([
        'system.maintenance',
        'system.maintenance',
        'system.update',
        'system.update',
      ]);
  });

  it('leaves no message parked', async () => {
    const operator = await ledger.as('root', 'operator');
    expect((await operator.call('GET', '/ops/dead-letters')).body).toMatchObject({ data: [] });
  });

  it('shows the token of a password reset in its mail alone', async () => {
    for (const { userId, payload } of messages.filter(
      ({ eventType }) => eventType === 'user.password_reset_requested',
    )) {
      const token = payload['resetToken'] as string;
      expect(JSON.stringify(await itemsOf(userId))).not.toContain(token);
      expect(mail.mails().some(({ text }) => text?.includes(token))).toBe(true);
    }
  });
});

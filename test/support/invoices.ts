import { platformNames } from '../../src/adapters/rabbitmq/names';
import type { Api } from './api';
import { openPlatformSide } from './platform-side';
import { until } from './until';

export const INVOICE = 'billing.invoice_generated';
const EVENTS_A_USER = 50;

const invoiceId = (n: number): string => `inv-${String(n)}`;
const userOf = (n: number): string => `u-${String(Math.floor(n / EVENTS_A_USER))}`;

/** The n-th event: an item in its user's inbox, and a mail. */
export const invoice = (n: number): string =>
  JSON.stringify({
    eventId: `e-${String(n)}`,
    payload: {
      userId: userOf(n),
      email: `${userOf(n)}@example.test`,
      invoiceId: invoiceId(n),
      amount: 1,
      dueDate: '2026-03-01T07:00:00Z',
      generatedAt: '2026-03-01T07:00:00Z',
    },
  });

type Said = { readonly eventType: string; readonly body: string };
const WINDOW = 200;

/** Publishes until the broker has confirmed them all, whatever becomes of it meanwhile. `confirmed` is told how many are. */
export const publishAll = async (
  url: string,
  said: ReadonlyArray<Said>,
  confirmed: (count: number) => void = () => undefined,
): Promise<void> => {
  let open = [...said];
  await until('everything to be published', async () => {
    try {
      const platform = await openPlatformSide(url, platformNames);
      platform.leave();
      while (open.length > 0) {
        const window = open.slice(0, WINDOW);
        await Promise.all(window.map(async ({ eventType, body }) => platform.publish(eventType, body)));
        open = open.slice(WINDOW);
        confirmed(said.length - open.length);
      }
      await platform.close();
      return true;
    } catch {
      // The broker is away; what it has not confirmed is published again.
      return false;
    }
  });
};

export const invoices = (count: number): ReadonlyArray<Said> =>
  Array.from({ length: count }, (_, n) => ({ eventType: INVOICE, body: invoice(n) }));

type Item = { readonly status: string; readonly data: { readonly invoiceId: string } };

/** Waits until each of the events is one item, all of them delivered; fails with what is missing or doubled. */
export const expectAllDelivered = async (api: () => Promise<Api>, count: number, millis = 120_000): Promise<void> => {
  const expected = Array.from({ length: count }, (_, n) => `${invoiceId(n)} completed`).sort();
  const users = [...new Set(Array.from({ length: count }, (_, n) => userOf(n)))];
  const present = async (): Promise<ReadonlyArray<string>> => {
    const found: Array<string> = [];
    for (const userId of users) {
      const { body } = await (await api()).call('GET', `/notifications/user/${userId}?limit=100`);
      const { data } = body as { readonly data: ReadonlyArray<Item> };
      found.push(...data.map((item) => `${item.data.invoiceId} ${item.status}`));
    }
    return found.sort();
  };
  await until(
    'every event to be delivered',
    async () => {
      const found = await present();
      return found.length >= expected.length && found.every((item) => item.endsWith(' completed'));
    },
    millis,
  );
  expect(await present()).toStrictEqual(expected);
};

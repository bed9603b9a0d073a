import { type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { aStream, collect, numbered } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';

let served: Served;
let client: EventStoreDBClient;
const target = aStream();
const gone = aStream();
const links = aStream();
const link = (revision: number, stream: string) => ({
  ...jsonEvent({ type: '$>', data: '' }),
  contentType: 'application/octet-stream' as const,
  data: Buffer.from(`${revision}@${stream}`),
});

beforeAll(async () => {
  served = await serveEmbedded();
  client = served.connect();
  await client.appendToStream(target, numbered(3));
  await client.appendToStream(gone, numbered(1));
  await client.appendToStream(links, [link(1, target), link(9, target), link(0, gone), link(0, aStream())]);
  await client.appendToStream(links, { ...link(0, ''), data: Buffer.from('nowhere') });
  await client.deleteStream(gone);
});
afterAll(async () => served.close());

const shown = (events: Awaited<ReturnType<typeof read>>) =>
  events.map(({ event, link: through }) => [event?.streamId, event?.revision, through?.streamId, through?.revision]);
const read = async (resolveLinkTos: boolean) => collect(client.readStream(links, { resolveLinkTos }));

it('shows links as they are', async () => {
  expect(shown(await read(false))).toStrictEqual(
    [0n, 1n, 2n, 3n, 4n].map((revision) => [links, revision, undefined, undefined]),
  );
});

it('shows what links lead to, and the link alone where it leads to nothing', async () => {
  const events = await read(true);
  expect(shown(events)).toStrictEqual([
    [target, 1n, links, 0n],
    [undefined, undefined, links, 1n],
    [undefined, undefined, links, 2n],
    [undefined, undefined, links, 3n],
    // It names no event: an event like any other.
    [links, 4n, undefined, undefined],
  ]);
  expect(events[0]?.commitPosition).toBe(events[0]?.link?.position?.commit);
});

it('follows links in subscriptions too', async () => {
  const subscription = client.subscribeToStream(links, { resolveLinkTos: true });
  for await (const { event, link: through } of subscription) {
    expect([event?.streamId, event?.revision, through?.revision]).toStrictEqual([target, 1n, 0n]);
    break;
  }
});

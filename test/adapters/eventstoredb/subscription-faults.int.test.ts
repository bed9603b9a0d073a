import type { Journal, Page } from '../../../src/domain/ports/journal';
import type { StoredEvent } from '../../../src/domain/shared/stored-event';
import { catchUp, confirm, type ReadCall, sendEvent, startOf, tellHead } from '../../support/eventstoredb-messages';
import { eventStoreDbUnderTest, whileTimePasses } from '../../support/eventstoredb-under-test';
import { followUntil } from '../../support/journal-events';
import { until } from '../../support/until';

const { serve, open } = eventStoreDbUnderTest();
const positions = (events: ReadonlyArray<StoredEvent>) => events.map(({ position }) => Number(position));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a subscription', () => {
  const LENGTH = 40;
  /** Sends what comes after the position asked for, no more than so many a call, and then does what it is told to. */
  const serveInParts = async (most: number, then: (call: ReadCall) => void) => {
    const starts: Array<number> = [];
    const server = await serve({
      onRead: (call) => {
        if (tellHead(call, LENGTH)) return;
        const start = startOf(call);
        starts.push(start);
        confirm(call);
        for (const position of upTo(LENGTH).slice(start, start + most)) sendEvent(call, position);
        if (start + most < LENGTH) then(call);
        else catchUp(call);
      },
    });
    return { ...server, starts };
  };
  it.each<[string, (call: ReadCall) => void]>([
    ['ended', (call) => call.end()],
    ['broken off', (call) => call.emit('error', { code: 13, details: 'broken off' })],
    ['said to be unavailable', (call) => call.emit('error', { code: 14, details: 'away' })],
  ])('that is %s again and again delivers every event once, in order', async (_, then) => {
    const { url, starts } = await serveInParts(7, then);
    const { journal, clock } = await open(url);
    const pages: Array<Page> = [];
    const following = followUntil(journal, { after: 0n }, (_events, page) => {
      pages.push(page);
      return page.live;
    });
    expect(positions(await whileTimePasses(clock, following))).toStrictEqual(upTo(LENGTH));
    // What follows the end of the journal for everyone begins there.
    expect(starts.filter((start) => start < LENGTH)).toStrictEqual([0, 7, 14, 21, 28, 35]);
    expect(pages.every(({ position }, index) => position > (pages[index - 1]?.position ?? -1n))).toBe(true);
  });

  it('says that the server is away when it stays away', async () => {
    const server = await serveInParts(LENGTH, () => undefined);
    const { journal, clock } = await open(server.url);
    const stop = new AbortController();
    let seen = 0;
    const following = (async () => {
      for await (const { events } of journal.subscribe({ after: 0n, signal: stop.signal })) {
        seen += events.length;
        if (seen === LENGTH) server.stop();
      }
    })();
    await expect(whileTimePasses(clock, following)).rejects.toMatchObject({
      _tag: 'JournalError',
      kind: 'unavailable',
    });
    expect(seen).toBe(LENGTH);
  });

  it('begins at the head where it is asked to begin beyond it, and drops what is not behind its beginning', async () => {
    const starts: Array<number> = [];
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, 2)) return;
        starts.push(startOf(call));
        confirm(call);
        catchUp(call);
        for (const position of [3, 4, 5, 6]) sendEvent(call, position);
      },
    });
    const { journal } = await open(url);
    const events = await followUntil(journal, { after: 4n }, (seen) => seen.length === 2);
    expect([starts, positions(events)]).toStrictEqual([[2], [5, 6]]);
  });

  it('takes no more from the server than it can hold while its consumer is slow', async () => {
    let sent = 0;
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, 1_000_000)) return;
        confirm(call);
        if (startOf(call) > 0) {
          catchUp(call);
          return;
        }
        const send = (): void => {
          do sent += 1;
          while (sendEvent(call, sent));
          call.once('drain', send);
        };
        send();
      },
    });
    const { journal } = await open(url);
    const pages = journal.subscribe({ after: 0n, signal: new AbortController().signal })[Symbol.asyncIterator]();
    await pages.next();
    let before = -1;
    await until('the server to be held up', () => {
      const isHeldUp = sent === before;
      before = sent;
      return isHeldUp;
    });
    expect(sent).toBeLessThan(20_000);
    await pages.return?.();
  });

  it('is one call for all who follow the end, which goes on from where it was cut off', async () => {
    const starts: Array<number> = [];
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, LENGTH + 2 * starts.length)) return;
        const start = startOf(call);
        starts.push(start);
        confirm(call);
        catchUp(call);
        for (const position of upTo(start + 2).slice(start)) sendEvent(call, position);
        if (starts.length < 3) call.end();
      },
    });
    const { journal, clock } = await open(url);
    const after = BigInt(LENGTH);
    const followers = [1, 2, 3].map(async () => followUntil(journal, { after }, (seen) => seen.length === 6));
    for (const events of await whileTimePasses(clock, Promise.all(followers)))
      expect(positions(events)).toStrictEqual(upTo(LENGTH + 6).slice(LENGTH));
    expect(starts).toStrictEqual([40, 42, 44]);
  });

  it('is over at once where it is aborted while it waits', async () => {
    const { url } = await serveInParts(LENGTH, () => undefined);
    const { journal, clock } = await open(url);
    const stop = new AbortController();
    const pages: Array<Page> = [];
    const follow = async (of: Journal): Promise<void> => {
      for await (const page of of.subscribe({ after: 0n, signal: stop.signal })) pages.push(page);
    };
    const following = follow(journal);
    await whileTimePasses(
      clock,
      until('it to be live', () => pages.at(-1)?.live === true),
    );
    stop.abort();
    await following;
    expect(pages.flatMap(({ events }) => events)).toHaveLength(LENGTH);
  });
});

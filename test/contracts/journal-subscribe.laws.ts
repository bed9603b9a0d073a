import type { Journal, Page } from '../../src/domain/ports/journal';
import { collect, followUntil, freshStream, newEvent, newEvents } from '../support/journal-events';
import { right } from '../support/right';

export const journalSubscribeLaws = (journal: () => Journal): void => {
  const append = async (stream: string, count: number) =>
    right(await journal().append(stream, 'any', newEvents(count))());
  const only = (stream: string) => ({ filter: { streamPrefixes: [stream] } });

  describe('a subscription', () => {
    it('gives what is there and says that it has caught up', async () => {
      const stream = freshStream();
      await append(stream, 600);
      const events = await followUntil(journal(), { after: 0n, ...only(stream) }, (_, { live }) => live);
      expect(events).toStrictEqual(await collect(journal().readStream(stream)));
    });

    it('says so on an idle journal too, from the head and from beyond it', async () => {
      const head = right(await journal().head()());
      for (const after of [head, head + 1_000_000n])
        expect(await followUntil(journal(), { after }, (_, { live }) => live)).toStrictEqual([]);
    });

    it('begins after the position given', async () => {
      const stream = freshStream();
      await append(stream, 5);
      const all = await collect(journal().readStream(stream));
      const rest = await followUntil(journal(), { after: all[2]!.position, ...only(stream) }, (_, { live }) => live);
      expect(rest).toStrictEqual(all.slice(3));
    });

    it('gives what is written once it is live, as it can be read afterwards', async () => {
      const stream = freshStream();
      const { position } = await append(stream, 1);
      let wrote: Promise<unknown> | undefined;
      const events = await followUntil(journal(), { after: position }, (seen, { live }) => {
        if (live) wrote ??= append(stream, 3);
        return seen.length === 3;
      });
      await wrote;
      expect(events).toStrictEqual((await collect(journal().readStream(stream))).slice(1));
    });

    it('has pages of at most 512 events whose positions rise and cover their events', async () => {
      const stream = freshStream();
      await append(stream, 2000);
      const pages: Array<Page> = [];
      await followUntil(journal(), { after: 0n }, (_, page) => {
        pages.push(page);
        return page.live;
      });
      expect(pages.every(({ events }) => events.length <= 512)).toBe(true);
      expect(pages.every(({ position }, index) => position > (pages[index - 1]?.position ?? -1n))).toBe(true);
      expect(pages.every(({ events, position }) => events.every((event) => event.position <= position))).toBe(true);
    });

    it('moves on past what its filter drops', async () => {
      const { position } = await append(freshStream(), 10);
      let reached = 0n;
      const events = await followUntil(journal(), { after: 0n, filter: { eventTypes: ['Never'] } }, (_, page) => {
        reached = page.position;
        return page.live;
      });
      expect(events).toStrictEqual([]);
      expect(reached).toBeGreaterThanOrEqual(position);
    });

    it('ends without an error when it is aborted, before its first page, between pages and while it waits', async () => {
      const ended = async (stop: AbortController) =>
        collect(journal().subscribe({ after: right(await journal().head()()), signal: stop.signal }));
      const before = new AbortController();
      before.abort();
      expect(await ended(before)).toStrictEqual([]);
      const waiting = new AbortController();
      const ending = ended(waiting);
      await append(freshStream(), 1);
      waiting.abort();
      await expect(ending).resolves.toBeDefined();
    });

    it('sees an event live as soon as its append is answered', async () => {
      const stream = freshStream();
      const event = newEvent();
      const after = right(await journal().head()());
      const following = followUntil(journal(), { after }, (seen) => seen.some(({ id }) => id === event.id));
      const appended = right(await journal().append(stream, 'no-stream', [event])());
      expect((await following).at(-1)).toStrictEqual({ ...event, stream, ...appended });
    });
  });
};

import type { StoredEvent } from '../../../src/domain/shared/stored-event';
import { type ReadCall, sendEvent, startOf, tellHead } from '../../support/eventstoredb-messages';
import { eventStoreDbUnderTest, whileTimePasses } from '../../support/eventstoredb-under-test';
import { collect } from '../../support/journal-events';
import { until } from '../../support/until';

const { serve, open } = eventStoreDbUnderTest();
const positions = (events: ReadonlyArray<StoredEvent>) => events.map(({ position }) => Number(position));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const unavailable = (code: string) => ({ _tag: 'JournalError', kind: 'unavailable', cause: { code } });

describe('a reading', () => {
  it('fails when what it waits for does not come', async () => {
    const { url } = await serve({
      onRead: (call) => {
        if (!tellHead(call, 2)) sendEvent(call, 1);
      },
    });
    const { journal, clock } = await open(url);
    const reading = whileTimePasses(clock, collect(journal.readAll()));
    await expect(reading).rejects.toMatchObject(unavailable('no-answer'));
  });

  it('fails when it is broken off, and never passes for whole', async () => {
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, 2)) return;
        sendEvent(call, 1);
        call.emit('error', { code: 14, details: 'broken off' });
      },
    });
    const { journal } = await open(url);
    await expect(collect(journal.readAll())).rejects.toMatchObject(unavailable('unavailable'));
  });

  it('fails when the journal is closed, and never passes for whole', async () => {
    const calls: Array<ReadCall> = [];
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, 2)) return;
        calls.push(call);
        sendEvent(call, 1);
      },
    });
    const { journal, close } = await open(url);
    const reading = collect(journal.readAll());
    const failure = expect(reading).rejects.toMatchObject(unavailable('connection-given-up'));
    await until('the reading to begin', () => calls.length === 1);
    await close();
    await failure;
  });

  it('ends its call when it is left', async () => {
    let isOver = false;
    const { url } = await serve({
      onRead: (call) => {
        if (tellHead(call, 2)) return;
        call.on('cancelled', () => {
          isOver = true;
        });
        for (const position of upTo(2000)) sendEvent(call, position);
      },
    });
    const { journal } = await open(url);
    for await (const { position } of journal.readAll()) if (position === 3n) break;
    await until('the call to be over', () => isOver);
  });

  it('beyond a head that the server has nothing behind finds nothing, and everything before it', async () => {
    const { url } = await serve({
      onRead: (call) => {
        if (startOf(call) > 2 && startOf(call) !== Infinity) {
          call.emit('error', { code: 2, details: 'no such position' });
          return;
        }
        for (const position of upTo(2).reverse()) sendEvent(call, position);
        call.end();
      },
    });
    const { journal } = await open(url);
    expect(await collect(journal.readAll({ after: 100n }))).toStrictEqual([]);
    expect(await collect(journal.readAll({ from: 100n }))).toStrictEqual([]);
    const before = await collect(journal.readAll({ direction: 'backwards', before: 100n }));
    expect(positions(before)).toStrictEqual([2, 1]);
  });
});

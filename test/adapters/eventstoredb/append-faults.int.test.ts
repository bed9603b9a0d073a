import * as E from 'fp-ts/Either';
import { openEventStoreDbJournal } from '../../../src/adapters/eventstoredb/open-eventstoredb-journal';
import type { Journal } from '../../../src/domain/ports/journal';
import { acknowledge, type BatchCall, refuse } from '../../support/eventstoredb-messages';
import { eventStoreDbUnderTest, limits } from '../../support/eventstoredb-under-test';
import { newEvent } from '../../support/journal-events';
import { startSilent } from '../../support/misbehaving-eventstoredb';
import { linesUntil, runProcess } from '../../support/run-process';
import { createTestClock } from '../../support/test-clock';
import { until } from '../../support/until';

const { serve, open, closeLater } = eventStoreDbUnderTest();
const append = async (journal: Journal) => journal.append(`one-${newEvent().id}`, 'no-stream', [newEvent()])();
const stored = E.right({ revision: 0n, position: 1n });
const unknown = (code: string) => E.left({ _tag: 'JournalUnavailable', cause: expect.objectContaining({ code }) });

describe('an append', () => {
  it('is given up when the server takes it and never answers, and the next one goes another way', async () => {
    const taken: Array<BatchCall> = [];
    const { url } = await serve({
      onAppend: (call, request) => {
        if (taken.length > 0) acknowledge(call, request);
        taken.push(call);
      },
    });
    const { journal, clock } = await open(url);
    const first = append(journal);
    await until('the append to be taken', () => taken.length === 1);
    await clock.advance(limits.answerMillis);
    expect(await first).toStrictEqual(unknown('no-answer'));
    expect(await append(journal)).toStrictEqual(stored);
    expect(taken[1]).not.toBe(taken[0]);
  });

  it('is given up when the server ends the call that it is in, and the next one goes through', async () => {
    let appends = 0;
    const { url } = await serve({
      onAppend: (call, request) => {
        appends += 1;
        if (appends === 1) call.end();
        else acknowledge(call, request);
      },
    });
    const { journal } = await open(url);
    expect(await append(journal)).toStrictEqual(unknown('unavailable'));
    expect(await append(journal)).toStrictEqual(stored);
  });

  it('is given up when the server breaks the call off, and the next one goes through', async () => {
    let appends = 0;
    const { url } = await serve({
      onAppend: (call, request) => {
        appends += 1;
        if (appends === 1) call.emit('error', { code: 13, details: 'broken off' });
        else acknowledge(call, request);
      },
    });
    const { journal } = await open(url);
    expect(await append(journal)).toStrictEqual(unknown('grpc-INTERNAL'));
    expect(await append(journal)).toStrictEqual(stored);
  });

  it('fails while the server is down, and goes through when it is there again', async () => {
    const server = await serve();
    const { journal, clock } = await open(server.url);
    expect(await append(journal)).toStrictEqual(stored);
    server.stop();
    for (let round = 0; round < 5; round += 1) {
      expect(await append(journal)).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
      await clock.advance(1_000);
    }
    await serve({}, server.port);
    await until('the server to be found again', async () => {
      await clock.advance(300);
      return E.isRight(await append(journal));
    });
  });

  it('that is refused says where the stream is, whatever the connection string asks for', async () => {
    const { url } = await serve({ onAppend: refuse });
    const { journal } = await open(`${url}&throwOnAppendFailure=false`);
    const conflict = { _tag: 'Conflict', stream: 'one-1', actual: 7n };
    expect(await journal.append('one-1', 'no-stream', [newEvent()])()).toStrictEqual(E.left(conflict));
  });

  it('is not even tried when it carries too much', async () => {
    let appends = 0;
    const { url } = await serve({ onAppend: () => (appends += 1) });
    const { journal } = await open(url);
    const events = [newEvent({ data: { text: 'x'.repeat(1_048_576) } })];
    const refused = E.left({ _tag: 'AppendTooLarge', stream: 'one-1', bytes: 1_048_587 });
    expect(await journal.append('one-1', 'no-stream', events)()).toStrictEqual(refused);
    expect(appends).toBe(0);
  });
});

describe('opening', () => {
  const opening = async (url: string, clock = createTestClock()) => openEventStoreDbJournal({ url, clock, limits })();

  it('fails where nobody listens', async () => {
    const server = await serve();
    server.stop();
    expect(await opening(server.url)).toMatchObject(E.left({ _tag: 'JournalUnavailable' }));
  });

  it('fails in time where somebody listens who never says a word', async () => {
    const silent = await startSilent();
    closeLater(silent.stop);
    const clock = createTestClock();
    const opened = opening(silent.url, clock);
    await clock.advance(limits.answerMillis);
    expect(await opened).toMatchObject(E.left({ _tag: 'JournalUnavailable', cause: { cause: { code: 'no-answer' } } }));
  });

  it('tells nothing of a connection string that it can not use', async () => {
    const opened = await opening('esdb://me:secret@?x');
    expect(opened).toStrictEqual(unknown('connection-string'));
    expect(JSON.stringify(opened)).not.toContain('secret');
  });
});

it('no failure of one client ends the process or leaves the appends of another without an answer', async () => {
  const child = runProcess('append-beside-failures', []);
  expect(await linesUntil(child, () => false)).toStrictEqual([
    'the one that fails: JournalUnavailable',
    'the one that waits meanwhile: JournalUnavailable',
    'the next one: stored',
    'before: stored',
    'those of a full call: JournalUnavailable',
    'found: stored',
    'lost: JournalUnavailable',
    'alive',
  ]);
  expect(await child.ended).toBe(0);
}, 90_000);

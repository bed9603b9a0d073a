import * as E from 'fp-ts/Either';
import type { JournalEngine } from '../../../../../src/domain/ports/journal-engine';
import { JournalError } from '../../../../../src/domain/ports/journal';
import { createTestClock } from '../../../../support/test-clock';
import { until } from '../../../../support/until';
import { aConfig, append, openJournal, recordsIn, runWithConsumer } from './group-under-test';

const engine = openJournal();

const unavailable = E.left({ _tag: 'JournalUnavailable', cause: new Error('gone') } as const);

/** Stores what it is given, and says that nothing is known of it, so often. */
const forgetful = (times: number, stream: string): JournalEngine => {
  let left = times;
  return {
    ...engine(),
    append: (to, expected, events) => async () => {
      const appended = await engine().append(to, expected, events)();
      if (to !== stream || left === 0) return appended;
      left -= 1;
      return unavailable;
    },
  };
};

it('stores a parked message once, though nothing was known of the first tries', async () => {
  const clock = createTestClock();
  const parked = '$persistentsubscription-doubtful::g-parked';
  await append(engine(), 'doubtful', 1);
  const { group, membership, given } = runWithConsumer(forgetful(2, parked), aConfig('doubtful'), clock);
  await until('it to be given', () => given.length === 1);
  membership.refuse([given[0]!.id], 'park', '');
  await until('it to be parked', async () => {
    await clock.advance(1000);
    return group.parkedCount() === 1n;
  });
  expect(await recordsIn(engine(), parked)).toHaveLength(1);
  await group.stop();
});

it('writes the last checkpoint, though the journal was away for a while', async () => {
  const clock = createTestClock();
  const stream = '$persistentsubscription-away::g-checkpoint';
  await append(engine(), 'away', 3);
  let isAway = true;
  const leaving: JournalEngine = {
    ...engine(),
    append: (to, expected, events) => async () => (isAway ? unavailable : engine().append(to, expected, events)()),
  };
  const { group, membership, given } = runWithConsumer(leaving, aConfig('away'), clock);
  await until('all to be given', () => given.length === 3);
  for (const { id } of given) membership.acknowledge([id]);
  await clock.advance(5000);
  isAway = false;
  await until('the checkpoint to be written', async () => {
    await clock.advance(1000);
    return group.progress.lastCheckpointed === 2n;
  });
  const written = await recordsIn(engine(), stream);
  expect(Buffer.from(written.at(-1)!.data).toString()).toBe('"2"');
  await group.stop();
});

it('goes on where it was after its source could not be read', async () => {
  const clock = createTestClock();
  await append(engine(), 'failing', 3);
  let failures = 2;
  const failing: JournalEngine = {
    ...engine(),
    followStream: async function* (options) {
      for await (const page of engine().followStream(options)) {
        if (failures > 0) {
          failures -= 1;
          yield { ...page, records: page.records.slice(0, 1) };
          throw new JournalError('gone', 'unavailable');
        }
        yield page;
      }
    },
  };
  const { group, membership, given } = runWithConsumer(failing, aConfig('failing'), clock);
  await until('all to be given', async () => {
    membership.acknowledge(given.map(({ id }) => id));
    await clock.advance(1000);
    return given.length >= 3 && group.progress.isLive;
  });
  expect(given.map(({ resolved }) => resolved.event?.revision)).toStrictEqual([0n, 1n, 2n]);
  await group.stop();
});

it('reads on only as far as it has room', async () => {
  const clock = createTestClock();
  await append(engine(), 'large', 50);
  const { group, membership, given } = runWithConsumer(
    engine(),
    aConfig('large', { historyBufferSize: 10, readBatchSize: 5 }),
    clock,
    3,
  );
  await until('as many to wait as may', () => group.counts().fresh === 10);
  expect([group.progress.isLive, given.length]).toStrictEqual([false, 3]);
  for (let at = 0; at < 50; at += 1) {
    await until('the next one to be given', () => given.length > at);
    membership.acknowledge([given[at]!.id]);
    expect(group.counts().fresh).toBeLessThanOrEqual(10);
  }
  await until('it to be live', () => group.progress.isLive);
  await group.stop();
});

it('ends its reading, and not itself, when its source is deleted for good', async () => {
  const clock = createTestClock();
  await append(engine(), 'doomed', 1);
  const { group, given } = runWithConsumer(engine(), aConfig('doomed'), clock);
  await until('it to be given', () => given.length === 1);
  await engine().tombstone('doomed', 'any')();
  await until('the tombstone to be given', () => given.length === 2);
  expect(given[1]?.resolved.event?.type).toBe('$streamDeleted');
  await group.stop();
});

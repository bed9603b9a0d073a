import * as fc from 'fast-check';
import { createTestClock } from '../../../../support/test-clock';
import { until } from '../../../../support/until';
import { aConfig, append, openJournal, recordsIn, runWithConsumer } from './group-under-test';

const engine = openJournal();

const answer = fc.constantFrom('ack', 'skip', 'park', 'retry', 'none');

/** What was not settled before is delivered after, or parked; so is perhaps what was. */
it('loses nothing, whenever it ends', async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
      runs += 1;
      const stream = `crash-${runs}`;
      const clock = createTestClock();
      await append(engine(), stream, answers.length);
      const before = runWithConsumer(engine(), aConfig(stream, { maxRetryCount: 1 }), clock);
      await until('all to be given', () => before.given.length >= answers.length);
      const settled = new Set<string>();
      answers.forEach((action, at) => {
        const id = before.given[at]!.id;
        if (action === 'ack') before.membership.acknowledge([id]);
        else if (action !== 'none') before.membership.refuse([id], action, '');
        if (action === 'ack' || action === 'skip') settled.add(id);
      });
      // Nothing is awaited here: what it was about to write is written or not, as after a crash.
      void before.group.stop();
      const all = (await recordsIn(engine(), stream)).map(({ id }) => id);
      const after = runWithConsumer(engine(), aConfig(stream), clock);
      await until('it to be live', () => after.group.progress.isLive);
      const parked = await recordsIn(engine(), `$persistentsubscription-${stream}::g-parked`);
      const parkedIds = parked.map(({ data }) => all[Number(Buffer.from(data).toString().split('@')[0])]);
      const found = new Set([...settled, ...parkedIds, ...after.given.map(({ id }) => id)]);
      expect(all.filter((id) => !found.has(id))).toStrictEqual([]);
      await after.group.stop();
    }),
    { numRuns: 30 },
  );
});

import { openEmbeddedJournal } from '../../../../src/adapters/embedded/journal/open-embedded-journal';
import { newEvents } from '../../../support/journal-events';
import { right } from '../../../support/right';
import { linesUntil, runProcess } from '../../../support/run-process';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { createTestClock } from '../../../support/test-clock';

const dataDir = temporaryDirectory();
const EVENTS = process.env['LEDGER_TEST_SIZE'] === 'full' ? 1_000_000 : 150_000;
const IN_AN_APPEND = 1000;
const MIB = 1024 * 1024;

it(`a subscription over ${EVENTS} events keeps the memory of its process flat`, async () => {
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  for (let n = 0; n < EVENTS; n += IN_AN_APPEND) {
    const events = newEvents(IN_AN_APPEND, { data: { text: 'x'.repeat(400) } });
    right(await journal.append(`long-${n}`, 'no-stream', events)());
  }
  await close();
  const reading = runProcess('read-all-memory', [dataDir, String(EVENTS)]);
  const [line = '{}'] = await linesUntil(reading, () => true);
  expect(await reading.ended).toBe(0);
  const { seen, first, last } = JSON.parse(line) as { seen: number; first: number; last: number };
  expect(seen).toBe(EVENTS);
  expect((last - first) / MIB).toBeLessThan(40);
}, 600_000);

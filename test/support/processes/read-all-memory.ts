/** `read-all-memory DIR N`: reads N events through a subscription; prints the resident bytes after a tenth and at the end. */
import { openEmbeddedJournal } from '../../../src/adapters/embedded/journal/open-embedded-journal';
import { right } from '../right';
import { createTestClock } from '../test-clock';

const main = async (dataDir: string, count: number): Promise<void> => {
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  const stop = new AbortController();
  let seen = 0;
  let first: number | undefined;
  for await (const { events, live } of journal.subscribe({ after: 0n, signal: stop.signal })) {
    seen += events.length;
    if (seen >= count / 10) first ??= process.memoryUsage.rss();
    if (live) stop.abort();
  }
  console.log(JSON.stringify({ seen, first, last: process.memoryUsage.rss() }));
  await close();
};

void main(process.argv[2] ?? '', Number(process.argv[3]));

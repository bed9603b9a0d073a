/** `follow DIR N`: opens the journal to read it, follows it from the start, and prints the ids of its first N events. */
import { openJournalToRead } from '../../../src/adapters/embedded/journal/open-journal-to-read';
import { right } from '../right';
import { createTestClock } from '../test-clock';

const main = async (dataDir: string, count: number): Promise<void> => {
  const { journal, close } = right(await openJournalToRead(dataDir, createTestClock())());
  const stop = new AbortController();
  let seen = 0;
  for await (const page of journal.subscribe({ after: 0n, signal: stop.signal })) {
    if (page.live) console.log('live');
    for (const { id } of page.events) console.log(id);
    seen += page.events.length;
    if (seen >= count) stop.abort();
  }
  await close();
};

void main(process.argv[2] ?? '', Number(process.argv[3]));

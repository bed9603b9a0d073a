/** `append DIR`: appends from 16 writers until it is killed or refused; prints `id position` for each acknowledged event. */
import { randomUUID } from 'node:crypto';
import * as E from 'fp-ts/Either';
import { openEmbeddedJournal } from '../../../src/adapters/embedded/journal/open-embedded-journal';
import type { Journal } from '../../../src/domain/ports/journal';
import { right } from '../right';
import { createTestClock } from '../test-clock';

const WRITERS = 16;

const write = async (journal: Journal): Promise<void> => {
  for (;;) {
    const event = { id: randomUUID(), type: 'Written', data: { text: 'x'.repeat(500) }, metadata: {} };
    const appended = await journal.append(`written-${event.id}`, 'no-stream', [event])();
    if (E.isLeft(appended)) {
      console.log(`refused ${appended.left._tag}`);
      return;
    }
    console.log(`${event.id} ${String(appended.right.position)}`);
  }
};

const main = async (dataDir: string): Promise<void> => {
  const { journal, close } = right(await openEmbeddedJournal({ dataDir, clock: createTestClock() })());
  await Promise.all(Array.from({ length: WRITERS }, async () => write(journal)));
  await close();
};

void main(process.argv[2] ?? '');

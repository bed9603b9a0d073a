import { createEmbeddedWorkQueue } from '../../src/adapters/embedded/work-queue/create-embedded-work-queue';
import { createTestClock } from '../support/test-clock';
import { workQueueContract } from './work-queue.contract';

describe('in process', () => {
  workQueueContract(() => {
    const clock = createTestClock();
    const queue = createEmbeddedWorkQueue({ clock, pauseMillis: 1000 });
    return { queue, later: async () => clock.advance(1000) };
  });
});

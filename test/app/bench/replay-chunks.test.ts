import type { StoredChunk } from '../../../src/app/bench/chunks-of-ledger';
import { replayRate } from '../../../src/app/bench/replay-chunks';

const chunkOf = (index: number): StoredChunk => ({
  stream: `chunk-b.${String(index)}`,
  events: ['NotificationRequested', 'NotificationRequested', 'BatchChunkProcessed'].map((type) => ({
    ...{ id: String(index), type, data: {}, metadata: {} },
  })),
});

describe('chunks that are stored once more', () => {
  it('are each appended once, in order, no more of them at a time than was said', async () => {
    const stored: Array<string> = [];
    let [inHand, most] = [0, 0];
    const rate = await replayRate({
      chunks: (async function* () {
        for (let index = 0; index < 600; index += 1) yield chunkOf(index);
      })(),
      append: async ({ stream }) => {
        inHand += 1;
        most = Math.max(most, inHand);
        stored.push(stream);
        await Promise.resolve();
        inHand -= 1;
      },
      inFlight: 4,
      warmUp: 10,
    });
    expect(stored).toStrictEqual(Array.from({ length: 600 }, (_, index) => chunkOf(index).stream));
    expect(most).toBe(4);
    expect(rate).toBeGreaterThan(0);
  });
});

import { encodeAppend } from '../../../../src/adapters/embedded/journal/encode-append';
import { createStreamWatches } from '../../../../src/adapters/embedded/journal/stream-watches';
import { newEvent } from '../../../support/journal-events';

const recordOf = (stream: string): Buffer => encodeAppend(stream, [newEvent()], 0).records;
const ofA = recordOf('a-1');
const ofB = recordOf('b-1');
const never = () => new AbortController().signal;

/** Whether a promise has resolved by the time that all that is due now has happened. */
const hasEnded = async (waiting: Promise<void>): Promise<boolean> => {
  let ended = false;
  void waiting.then(() => {
    ended = true;
  });
  await new Promise(setImmediate);
  return ended;
};

describe('who watches a stream', () => {
  it('is sent to the file first, and from then on told of its stream and of no other', () => {
    const { watch, tell } = createStreamWatches();
    const a = watch('a-1', never());
    const b = watch('b-1', never());
    tell(ofA, 1);
    expect([a.take(9), b.take(9)]).toStrictEqual([undefined, undefined]);
    tell(ofA, 2);
    tell(ofB, 3);
    tell(ofA, 4);
    tell(ofA, 5);
    expect([a.take(2), a.take(2), a.take(2), b.take(9)]).toStrictEqual([[2, 4], [5], [], [3]]);
  });

  it('is woken by its own stream alone, by an abort, and by the end', async () => {
    const { watch, tell, lose } = createStreamWatches();
    const stop = new AbortController();
    const [a, b] = [watch('a-1', never()), watch('b-1', stop.signal)];
    a.take(1);
    b.take(1);
    const [waitingA, waitingB] = [a.changed(), b.changed()];
    tell(ofA, 1);
    expect(await hasEnded(waitingA)).toBe(true);
    expect(await hasEnded(waitingB)).toBe(false);
    stop.abort();
    expect(await hasEnded(waitingB)).toBe(true);
    expect(await hasEnded(b.changed())).toBe(true);
    a.take(1);
    const again = a.changed();
    lose();
    expect(await hasEnded(again)).toBe(true);
    expect(a.take(1)).toBeUndefined();
  });

  it('misses no news between two waits', async () => {
    const { watch, tell } = createStreamWatches();
    const a = watch('a-1', never());
    a.take(1);
    tell(ofA, 1);
    expect(await hasEnded(a.changed())).toBe(true);
    a.take(1);
    expect(await hasEnded(a.changed())).toBe(false);
  });

  it('that falls far behind is sent to the file, and keeps no list of what it has missed', () => {
    const { watch, tell } = createStreamWatches();
    const a = watch('a-1', never());
    a.take(1);
    for (let position = 1; position <= 10_000; position += 1) tell(ofA, position);
    expect(a.take(1)).toBeUndefined();
    tell(ofA, 10_001);
    expect(a.take(9)).toStrictEqual([10_001]);
  });

  it('is told of nothing once it has stopped', () => {
    const { watch, tell } = createStreamWatches();
    const [a, other] = [watch('a-1', never()), watch('a-1', never())];
    a.take(1);
    other.take(1);
    a.stop();
    tell(ofA, 1);
    expect([a.take(9), other.take(9)]).toStrictEqual([[], [1]]);
  });
});

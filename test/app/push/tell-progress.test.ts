import * as TE from 'fp-ts/TaskEither';
import type { BatchView } from '../../../src/app/batches/batch-view';
import { tellProgress } from '../../../src/app/push/tell-progress';
import type { BatchTopic } from '../../../src/domain/ports/socket-gateway';
import { batch } from '../../support/http-deps';
import { createTestClock } from '../../support/test-clock';

const underTest = () => {
  const clock = createTestClock();
  const watched = new Map<BatchTopic, number>();
  const told: Array<unknown> = [];
  let view: BatchView | undefined = batch;
  const stopping = new AbortController();
  const running = tellProgress({
    clock,
    queries: { batch: () => (view === undefined ? TE.left({ _tag: 'NotFound' }) : TE.right(view)) },
  })({ watched: () => watched, tell: (topic, frame) => told.push([topic, frame]) }, stopping.signal);
  return {
    clock,
    watched,
    told,
    becomes: (next: BatchView | undefined) => {
      view = next;
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
const frame = (data: BatchView) => ['batch:b-1', { event: 'batch:progress', data }];

describe('whoever watches a batch', () => {
  it('is told at once how it stands, then what is new, at most twice a second, and the last of it', async () => {
    const { clock, watched, told, becomes, stop } = underTest();
    watched.set('batch:b-1', 1);
    await clock.advance(500);
    expect(told).toStrictEqual([frame(batch)]);
    for (const progress of [70, 80, 90]) {
      becomes({ ...batch, progress });
      await clock.advance(100);
    }
    await clock.advance(200);
    expect(told).toStrictEqual([frame(batch), frame({ ...batch, progress: 90 })]);
    becomes({ ...batch, progress: 100, status: 'completed' });
    await clock.advance(2_000);
    expect(told.slice(2)).toStrictEqual([frame({ ...batch, progress: 100, status: 'completed' })]);
    await stop();
  });

  it('is told how it stands also where others were told before', async () => {
    const { clock, watched, told, stop } = underTest();
    watched.set('batch:b-1', 1);
    await clock.advance(1_000);
    watched.set('batch:b-1', 2);
    await clock.advance(1_000);
    expect(told).toHaveLength(2);
    await stop();
  });

  it('is told of one that is not there yet once it is', async () => {
    const { clock, watched, told, becomes, stop } = underTest();
    becomes(undefined);
    watched.set('batch:b-1', 1);
    await clock.advance(1_000);
    expect(told).toStrictEqual([]);
    becomes(batch);
    await clock.advance(500);
    expect(told).toStrictEqual([frame(batch)]);
    await stop();
  });
});

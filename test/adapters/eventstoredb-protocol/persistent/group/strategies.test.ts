import { bucketOf } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/strategies/bucket-of';
import { ack, aRecord, arrive, createScene, event, join, leave } from './group-scene';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('takes turns, passing over who is full', () => {
  const { when } = createScene({ strategy: 'RoundRobin' });
  when(...arrive(0, 1, 2, 3, 4), join(1, 0), join(2, 1));
  expect(when(join(3, 3))).toStrictEqual(['e1 to 3', 'e2 to 3', 'e3 to 3']);
  expect(when(ack('e0'))).toStrictEqual(['e4 to 2']);
});

it('gives each its turn where all have room', () => {
  const { when } = createScene({ strategy: 'RoundRobin' });
  when(join(1), join(2), join(3));
  expect([0, 1, 2, 3].flatMap((place) => when(...arrive(place)))).toStrictEqual([
    'e0 to 1',
    'e1 to 2',
    'e2 to 3',
    'e3 to 1',
  ]);
});

it('stays with a single one until it is full', () => {
  const { when } = createScene({ strategy: 'DispatchToSingle' });
  when(join(1, 2), join(2, 2));
  expect([0, 1, 2].flatMap((place) => when(...arrive(place)))).toStrictEqual(['e0 to 1', 'e1 to 1', 'e2 to 2']);
  when(ack('e0', 'e1'));
  expect(when(...arrive(3))).toStrictEqual(['e3 to 2']);
});

describe('pinned', () => {
  const arrived = (place: number, bucket: number) => ({ type: 'arrived', arrival: event(place, { bucket }) }) as const;

  it('keeps what belongs together with one consumer, while others go on', () => {
    const { when } = createScene({ strategy: 'Pinned' });
    when(join(1, 1), join(2, 1));
    expect(when(arrived(0, 7))).toStrictEqual(['e0 to 1']);
    expect(when(arrived(1, 7))).toStrictEqual([]);
    expect(when(arrived(2, 8))).toStrictEqual(['e2 to 2']);
    expect(when(ack('e0'))).toStrictEqual(['e1 to 1']);
  });

  it('finds another one for what belonged to a consumer that left', () => {
    const { when } = createScene({ strategy: 'Pinned' });
    when(join(1), join(2), arrived(0, 7));
    expect(when(leave(1))).toStrictEqual(['e0 to 2, retry 1']);
  });

  it('hands a new consumer its share of the idle parts', () => {
    const { when } = createScene({ strategy: 'Pinned' });
    when(join(1), arrived(0, 1), arrived(1, 2), ack('e0'), join(2));
    expect(when(arrived(2, 1))).toStrictEqual(['e2 to 2']);
    expect(when(arrived(3, 2))).toStrictEqual(['e3 to 1']);
  });

  it('pins by the stream of the event, or by the stream that an unfollowed link names', () => {
    const target = { event: aRecord({ stream: 'order-1' }), link: aRecord({ stream: '$ce-order', type: '$>' }) };
    const link = { event: aRecord({ stream: '$ce-order', type: '$>', data: bytes('3@order-1') }) };
    expect(bucketOf('Pinned', target)).toBe(bucketOf('Pinned', link));
    expect(bucketOf('Pinned', target)).not.toBe(bucketOf('Pinned', { event: aRecord({ stream: 'order-2' }) }));
  });

  it('pins by correlation where the metadata names one, by stream elsewhere', () => {
    const correlated = (stream: string) => ({ event: aRecord({ stream, metadata: bytes('{"$correlationId":"c"}') }) });
    const plain = { event: aRecord({ stream: 'a', metadata: bytes('not json') }) };
    expect(bucketOf('PinnedByCorrelation', correlated('a'))).toBe(bucketOf('PinnedByCorrelation', correlated('b')));
    expect(bucketOf('PinnedByCorrelation', plain)).toBe(bucketOf('Pinned', plain));
  });
});

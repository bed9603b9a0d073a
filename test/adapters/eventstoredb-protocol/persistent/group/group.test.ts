import { ack, arrive, createScene, event, inWords, join, leave, refuse, tick } from './group-scene';

describe('delivery', () => {
  it('gives a consumer what waited for it, in order, and no more than it has slots', () => {
    const { when } = createScene();
    expect(when(...arrive(0, 1, 2), join(1, 2))).toStrictEqual(['e0 to 1', 'e1 to 1']);
    expect(when(ack('e1'))).toStrictEqual(['e2 to 1']);
  });

  it('gives a new event at once to whoever has room', () => {
    const { when } = createScene();
    expect(when(join(1), ...arrive(7))).toStrictEqual(['e7 to 1']);
  });

  it('ignores an answer for what nobody holds', () => {
    const { when } = createScene();
    expect(when(join(1), ack('e9'))).toStrictEqual([]);
  });

  it('holds an event back while another one with its id is in flight', () => {
    const { when } = createScene();
    when(join(1), ...arrive(0), { type: 'arrived', arrival: event(1, { id: 'e0' }) });
    expect(when(...arrive(2))).toStrictEqual(['e2 to 1']);
    expect(when(ack('e0'))).toStrictEqual(['e0 to 1']);
  });
});

describe('retries', () => {
  it('gives again what was nacked, with its count, before anything new', () => {
    const { when } = createScene();
    when(join(1, 1), ...arrive(0, 1));
    expect(when(refuse('retry', 'e0'))).toStrictEqual(['e0 to 1, retry 1']);
  });

  it('orders what is given again by its place, not by when it came back', () => {
    const { when } = createScene();
    when(join(1, 1), join(2, 1), ...arrive(0, 1, 2), leave(2), leave(1));
    expect(when(join(3, 3))).toStrictEqual(['e0 to 3, retry 1', 'e1 to 3, retry 1', 'e2 to 3']);
  });

  it('takes back what was not answered in time, at the next tick', () => {
    const { when, outputs, later } = createScene({ messageTimeout: 500 });
    when(join(1, 1), ...arrive(0));
    later(499);
    expect(when(tick)).toStrictEqual([]);
    later(1);
    expect(outputs(tick).map(inWords)).toStrictEqual(['withdraw e0 from 1', 'e0 to 1, retry 1']);
  });

  it('waits for ever where the time-out is 0', () => {
    const { when, later } = createScene({ messageTimeout: 0 });
    when(join(1), ...arrive(0));
    later(1e9);
    expect(when(tick)).toStrictEqual([]);
  });

  it('parks what comes back after the last retry', () => {
    const { when } = createScene({ maxRetryCount: 1 });
    when(join(1), ...arrive(0), refuse('retry', 'e0'));
    expect(when(refuse('retry', 'e0'))).toStrictEqual(['park e0: Reached retry count of 1']);
  });

  it('does not park what a consumer leaves behind, however often', () => {
    const { when } = createScene({ maxRetryCount: 0 });
    when(join(1), ...arrive(0), leave(1));
    expect(when(join(2))).toStrictEqual(['e0 to 2, retry 1']);
  });

  it('takes a late answer for the delivery that followed', () => {
    const { when, later } = createScene({ messageTimeout: 10 });
    when(join(1, 1), ...arrive(0));
    later(10);
    when(tick);
    expect(when(ack('e0'), ...arrive(1))).toStrictEqual(['e1 to 1']);
  });
});

describe('refusals', () => {
  it.each(['skip', 'stop'] as const)('frees the slot and is done with the event on %s', (action) => {
    const { when } = createScene();
    when(join(1, 1), ...arrive(0, 1));
    expect(when(refuse(action, 'e0'))).toStrictEqual(['e1 to 1']);
  });

  it('parks with the reason given', () => {
    const { when } = createScene();
    when(join(1), ...arrive(0));
    expect(when(refuse('park', 'e0'))).toStrictEqual(["park e0: Client explicitly NAK'ed message.\nno"]);
  });

  it('delivers again what could not be parked', () => {
    const { when, outputs } = createScene();
    when(join(1), ...arrive(0));
    const [, parking] = outputs(refuse('park', 'e0'));
    if (parking?.type !== 'park') throw new Error('nothing was parked');
    expect(when({ type: 'not-parked', message: parking.message })).toStrictEqual(['e0 to 1']);
  });
});

describe('checkpoints', () => {
  const always = { minCheckpointCount: 1, maxCheckpointCount: 1 };

  it('stands before the first event that is not settled', () => {
    const { when } = createScene(always);
    when(join(1), ...arrive(0, 1, 2));
    expect(when(ack('e1'))).toStrictEqual([]);
    expect(when(ack('e0'))).toStrictEqual(['checkpoint 1']);
    expect(when(ack('e2'))).toStrictEqual(['checkpoint 2']);
  });

  it('does not pass an event whose parking is not stored yet', () => {
    const { when, outputs } = createScene(always);
    when(join(1), ...arrive(0));
    const [, parking] = outputs(refuse('park', 'e0'));
    if (parking?.type !== 'park') throw new Error('nothing was parked');
    expect(when(...arrive(1), ack('e1'))).toStrictEqual([]);
    expect(when({ type: 'parked', message: parking.message })).toStrictEqual(['checkpoint 1']);
  });

  it('does not pass an event that waits to be delivered again', () => {
    const { when } = createScene(always);
    when(join(1), ...arrive(0, 1), leave(1), join(2, 1));
    expect(when(...arrive(2), refuse('retry', 'e0'))).toStrictEqual(['e0 to 2, retry 2']);
  });

  it('passes what a filter keeps out', () => {
    const { when } = createScene(always);
    expect(when({ type: 'passed-over', count: 5, place: 40n })).toStrictEqual(['checkpoint 40']);
    expect(when(join(1), ...arrive(41))).toStrictEqual(['e41 to 1']);
  });

  it('is written at a tick once enough events and enough time have passed', () => {
    const { when, later } = createScene({ minCheckpointCount: 2, checkpointAfter: 1000 });
    when(join(1), ...arrive(0, 1, 2, 3, 4));
    when(ack('e0'));
    expect(when(tick)).toStrictEqual([]);
    when(ack('e1'));
    expect(when(tick)).toStrictEqual(['checkpoint 1']);
    when(ack('e2', 'e3'));
    later(999);
    expect(when(tick)).toStrictEqual([]);
    later(1);
    expect(when(tick)).toStrictEqual(['checkpoint 3']);
    expect(when(tick)).toStrictEqual([]);
  });

  it('is never written by time alone where the time is 0', () => {
    const { when, later } = createScene({ minCheckpointCount: 1, checkpointAfter: 0 });
    when(join(1), ...arrive(0), ack('e0'));
    later(1e9);
    expect(when(tick)).toStrictEqual([]);
  });

  it('is not written again for where the group resumed', () => {
    const { when } = createScene(always, 5n);
    expect(when(tick)).toStrictEqual([]);
    expect(when(join(1), ...arrive(6), ack('e6'))).toStrictEqual(['checkpoint 6']);
  });
});

describe('replayed events', () => {
  it('come after other retries and before new ones, and hold back the truncation, not the checkpoint', () => {
    const { when } = createScene({ minCheckpointCount: 1, maxCheckpointCount: 1 });
    when(...arrive(0, 1), join(1, 1), leave(1));
    const parked = (revision: number) =>
      ({ type: 'replayed', arrival: event(revision, { id: `p${revision}` }) }) as const;
    when(parked(3), parked(4));
    expect(when(join(2, 4))).toStrictEqual(['e0 to 2, retry 1', 'p3 to 2', 'p4 to 2', 'e1 to 2']);
    expect(when(ack('e0', 'e1'))).toStrictEqual(['checkpoint 1']);
    expect(when(ack('p4'))).toStrictEqual([]);
    expect(when(ack('p3'))).toStrictEqual(['truncate parked before 5']);
  });
});

describe('room', () => {
  it('ends when as many wait as the history buffer holds, and comes back as they are delivered', () => {
    const { group, when } = createScene({ historyBufferSize: 3 });
    when(...arrive(0, 1));
    expect(group.hasRoom()).toBe(true);
    when(...arrive(2));
    expect(group.hasRoom()).toBe(false);
    when(join(1, 1));
    expect(group.hasRoom()).toBe(true);
  });

  it('ends when what is held is too large, whoever holds it', () => {
    const { group, when } = createScene();
    when(join(1), { type: 'arrived', arrival: event(0, { data: new Uint8Array(1 << 20) }) });
    expect(group.hasRoom()).toBe(false);
    when(ack('e0'));
    expect(group.hasRoom()).toBe(true);
  });
});

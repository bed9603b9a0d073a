import { createRecentEvents } from '../../../src/adapters/eventstoredb/recent-events';
import { newEvent } from '../../support/journal-events';

const eventAt = (position: number, characters = 1) => ({
  ...newEvent({ data: { text: 'x'.repeat(characters) } }),
  stream: 'a-1',
  revision: BigInt(position),
  position: BigInt(position),
});
const bounds = { events: 4_096, weight: 16_000_000, pageEvents: 5, pageWeight: 1_000_000 };

describe('the recent events', () => {
  it.each([
    ['many small', 9000, 1],
    ['few large', 60, 1_000_000],
  ])('of %s ones are exactly those after a position, or none that could lack one', (_, added, characters) => {
    const HEAD = 7;
    const recent = createRecentEvents(BigInt(HEAD), bounds);
    const last = HEAD + added;
    for (let position = HEAD + 1; position <= last; position += 1)
      recent.add({ events: [eventAt(position, characters)], position: BigInt(position) });
    const kept = Array.from({ length: last + 1 }, (_position, after) => recent.after(BigInt(after)));
    expect(kept[last]).toStrictEqual({ events: [], position: BigInt(last) });
    expect(kept[0]).toBeUndefined();
    kept.forEach((run, after) => {
      const atMost = Math.min(5, last - after, characters === 1 ? 5 : 1);
      const due = Array.from({ length: atMost }, (_event, index) => BigInt(after + 1 + index));
      if (run !== undefined) expect(run.events.map(({ position }) => position)).toStrictEqual(due);
    });
    const oldest = kept.findIndex((run) => run !== undefined);
    expect(oldest).toBeGreaterThan(HEAD);
    expect(last - oldest).toBeLessThanOrEqual(bounds.events);
    expect((last - oldest) * characters).toBeLessThanOrEqual(bounds.weight);
  });

  it('go past what nobody is shown', () => {
    const recent = createRecentEvents(3n, bounds);
    recent.add({ events: [eventAt(5)], position: 9n });
    expect(recent.after(3n)?.position).toBe(9n);
    expect(recent.after(6n)).toStrictEqual({ events: [], position: 9n });
    expect(recent.reached()).toBe(9n);
  });

  it('keep well after a position only what is not about to be dropped', () => {
    const recent = createRecentEvents(0n, { ...bounds, events: 4 });
    for (const position of [1, 2, 3, 4]) recent.add({ events: [eventAt(position)], position: BigInt(position) });
    expect(recent.keepsWellAfter(0n)).toBe(true);
    recent.add({ events: [eventAt(5)], position: 5n });
    expect([0n, 1n, 2n, 3n, 5n].map(recent.keepsWellAfter)).toStrictEqual([false, false, false, true, true]);
    expect(recent.after(1n)?.events).toHaveLength(4);
  });
});

import {
  batchId,
  abandoned,
  accepted,
  cancelled,
  closed,
  completed,
  failed,
  manifestOf,
  paused,
  processed,
  queued,
  resumed,
  sealedWith,
  skipped,
} from '../../support/batch-facts';
import { chunkStream, memberId } from '../../../src/domain/batch/names';
import type { DomainEvent } from '../../../src/domain/events';
import { checkHistory } from '../../../src/domain/invariants/check-history';
import type { UserId } from '../../../src/domain/shared/codecs';
import { requested } from '../../support/notification-facts';
import { recordedAt } from '../../support/recorded';

type Told = { readonly event: DomainEvent; readonly stream?: string; readonly revision?: number };

const told = (event: DomainEvent): Told => ({ event });
const member = (index: number, offset: number, userId: string, changes: Partial<Told> = {}): Told => ({
  event: requested({
    notificationId: memberId(batchId, index, offset),
    userId: userId as UserId,
    origin: { kind: 'batch', id: batchId },
  }),
  stream: chunkStream(batchId, index),
  revision: offset,
  ...changes,
});
const breached = (...history: ReadonlyArray<Told>): ReadonlyArray<string> => {
  const recorded = history.map(({ event, stream = 'batch-b-1', revision = 0 }, index) =>
    recordedAt(stream)(event, index + 1, revision),
  );
  const state = recorded.reduce(checkHistory.step, checkHistory.initial());
  return checkHistory.breaches(state).map(({ invariant, position }) => `${invariant} at ${position}`);
};

const whole = manifestOf(['u-1', 'u-2'], ['u-3']);
const listed = [accepted, queued(0, 'u-1', 'u-2'), queued(1, 'u-3')].map(told);
const sealed = [...listed, told(sealedWith(whole))];
const first = [member(0, 0, 'u-1'), member(0, 1, 'u-2'), told(processed(0, 2))];
const refused = [{ userId: 'u-3' as UserId, reason: 'erased' }] as const;
const last = [told(processed(1, 0, refused))];

it('finds nothing wrong with a batch that accounts for everyone, or was abandoned before its list was whole', () => {
  expect(breached(...sealed, ...last, ...first, told(completed(2, 1)))).toStrictEqual([]);
  expect(breached(...sealed, ...first)).toStrictEqual([]);
  expect(breached(...listed, told(abandoned))).toStrictEqual([]);
});

it('finds nothing wrong with a batch that was called off, or failed, and accounts for everyone', () => {
  const halted = [...sealed, told(paused), ...first, told(resumed), told(cancelled)];
  expect(breached(...halted)).toStrictEqual([]);
  expect(breached(...halted, told(skipped(1, 1)), told(closed(2, 0, 1)))).toStrictEqual([]);
  expect(breached(...sealed, told(cancelled), ...first, ...last, told(closed(2, 1, 0)))).toStrictEqual([]);
  expect(
    breached(...sealed, told(failed), told(skipped(0, 2)), told(skipped(1, 1)), told(closed(0, 0, 3))),
  ).toStrictEqual([]);
});

describe('I5: a batch', () => {
  it.each<readonly [string, ReadonlyArray<Told>, string]>([
    ['is accepted', [told(queued(0, 'u-1'))], 'I5 at 1'],
    ['is accepted once', [told(accepted), told(accepted)], 'I5 at 2'],
    ['lists nobody twice', [told(accepted), told(queued(0, 'u-1', 'u-1'))], 'I5 at 2'],
    ['lists nobody again', [told(accepted), told(queued(0, 'u-1')), told(queued(1, 'u-1'))], 'I5 at 3'],
    ['lists its chunks in order', [told(accepted), told(queued(1, 'u-1'))], 'I5 at 2'],
    ['lists nobody after its seal', [...sealed, told(queued(2, 'u-4'))], 'I5 at 5'],
    ['is sealed with its count', [...listed, told(sealedWith({ ...whole, count: 4 }))], 'I5 at 4'],
    ['is sealed with its digest', [...listed, told(sealedWith({ ...whole, digest: 'other' }))], 'I5 at 4'],
    ['sends nothing before its seal', [...listed, ...last], 'I5 at 4'],
    ['is not abandoned after its seal', [...sealed, told(abandoned)], 'I5 at 5'],
    ['tells everyone on its list', [...sealed, member(0, 0, 'u-1'), told(processed(0, 1))], 'I5 at 6'],
    ['tells nobody else', [...sealed, ...first.slice(0, 2), member(0, 2, 'u-9'), told(processed(0, 3))], 'I5 at 8'],
    ['tells somebody or does not', [...sealed, member(1, 0, 'u-3'), told(processed(1, 1, refused))], 'I5 at 6'],
    ['counts its requests', [...sealed, ...first.slice(0, 2), told(processed(0, 1))], 'I5 at 7'],
    ['processes a chunk once', [...sealed, ...first, told(processed(0, 0))], 'I5 at 8'],
    ['is not completed with chunks left', [...sealed, ...first, told(completed(2, 1))], 'I5 at 8'],
    ['is completed with the sums of its chunks', [...sealed, ...first, ...last, told(completed(3, 0))], 'I5 at 9'],
    ['is completed once', [...sealed, ...first, ...last, told(completed(2, 1)), told(completed(2, 1))], 'I5 at 10'],
    ['skips nothing while it goes on', [...sealed, told(skipped(1, 1))], 'I5 at 5'],
    ['skips a chunk whole', [...sealed, told(cancelled), told(skipped(1, 2))], 'I5 at 6'],
    ['skips no chunk that was told', [...sealed, told(cancelled), ...first, told(skipped(0, 2))], 'I5 at 9'],
    ['tells no chunk that was skipped', [...sealed, told(cancelled), told(skipped(0, 2)), ...first], 'I5 at 9'],
    [
      'skips nobody who was requested',
      [...sealed, told(cancelled), member(1, 0, 'u-3'), told(skipped(1, 1))],
      'I5 at 7',
    ],
    [
      'is not closed with chunks left',
      [...sealed, told(cancelled), told(skipped(0, 2)), told(closed(0, 0, 3))],
      'I5 at 7',
    ],
    [
      'is closed with the sums of its chunks',
      [...sealed, told(cancelled), told(skipped(0, 2)), ...last, told(closed(1, 0, 2))],
      'I5 at 8',
    ],
    ['is not closed while it goes on', [...sealed, ...first, ...last, told(closed(2, 1, 0))], 'I5 at 9'],
    [
      'is not completed once it is cancelled',
      [...sealed, told(cancelled), ...first, ...last, told(completed(2, 1))],
      'I5 at 10',
    ],
    ['takes no order before its seal', [...listed, told(paused)], 'I5 at 4'],
    ['is cancelled once', [...sealed, told(cancelled), told(cancelled)], 'I5 at 6'],
    ['has each member where its id says', [...sealed, member(0, 0, 'u-1', { revision: 1 })], 'I5 at 5'],
  ])('%s', (_name, history, breach) => {
    expect(breached(...history)).toContain(breach);
  });
});

it('I1: an event of the platform is told to everyone once', () => {
  const other = [
    { ...accepted, data: { ...accepted.data, batchId: 'b-2' } },
    { type: 'BatchRecipientsSealed', data: { batchId: 'b-2', ...manifestOf() } } as const,
  ].map(told);
  expect(breached(...sealed, ...other)).toStrictEqual(['I1 at 6']);
  expect(breached(...listed, told(abandoned), ...other)).toStrictEqual([]);
});

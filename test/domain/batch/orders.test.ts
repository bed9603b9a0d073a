import { batch } from '../../../src/domain/batch';
import type { BatchCommand } from '../../../src/domain/batch/commands';
import {
  accepted,
  batchId,
  cancelled,
  closed,
  completed,
  failed,
  manifestOf,
  paused,
  queued,
  resumed,
  sealedWith,
} from '../../support/batch-facts';
import { specification } from '../../support/specification';

const { given } = specification(batch);
const complete = (ok: number, rejected: number): BatchCommand => ({
  type: 'CompleteBatch',
  batchId,
  accepted: ok,
  rejected,
});
const order = (type: 'PauseBatch' | 'ResumeBatch' | 'CancelBatch'): BatchCommand => ({ type, batchId });
const pause = order('PauseBatch');
const resume = order('ResumeBatch');
const cancel = order('CancelBatch');
const fail: BatchCommand = { type: 'FailBatch', batchId, reason: 'content-unreadable' };
const close = (ok: number, rejected: number, untold: number): BatchCommand => ({
  type: 'CloseBatch',
  batchId,
  accepted: ok,
  rejected,
  untold,
});
const written = [accepted, queued(0, 'u-1', 'u-2'), queued(1, 'u-3')];
const whole = manifestOf(['u-1', 'u-2'], ['u-3']);

describe('a batch that is under way', () => {
  const underWay = [...written, sealedWith(whole)];
  const notIn = (status: string) => ({ _tag: 'BatchNotInState', batchId, status }) as const;

  it('is paused and resumed, as often as it takes; again is no second time', () => {
    given(...underWay)
      .when(pause)
      .then(paused);
    given(...underWay, paused)
      .when(pause)
      .thenNothing();
    given(...underWay, paused)
      .when(resume)
      .then(resumed);
    given(...underWay, paused, resumed)
      .when(resume)
      .thenNothing();
    given(...underWay)
      .when(resume)
      .thenNothing();
    given(...underWay, paused, resumed)
      .when(pause)
      .then(paused);
  });

  it('is completed also while it is paused: its last chunks were in hand', () => {
    given(...underWay, paused)
      .when(complete(2, 1))
      .then(completed(2, 1));
  });

  it('is cancelled once, also while it is paused, and goes no further', () => {
    given(...underWay)
      .when(cancel)
      .then(cancelled);
    given(...underWay, paused)
      .when(cancel)
      .then(cancelled);
    given(...underWay, cancelled)
      .when(cancel)
      .thenNothing();
    for (const command of [pause, resume, fail, complete(2, 1)])
      given(...underWay, cancelled)
        .when(command)
        .thenRejected(notIn('cancelled'));
  });

  it('fails once, and goes no further', () => {
    given(...underWay)
      .when(fail)
      .then(failed);
    given(...underWay, failed)
      .when(fail)
      .thenNothing();
    for (const command of [pause, resume, cancel, complete(2, 1)])
      given(...underWay, failed)
        .when(command)
        .thenRejected(notIn('failed'));
  });

  it.each([
    ['cancelled', cancelled],
    ['failed', failed],
  ])('is closed once it is %s and everyone is accounted for', (_status, halted) => {
    given(...underWay, halted)
      .when(close(1, 1, 1))
      .then(closed(1, 1, 1));
    given(...underWay, halted, closed(1, 1, 1))
      .when(close(1, 1, 1))
      .thenNothing();
    given(...underWay, halted)
      .when(close(1, 1, 0))
      .thenRejected({ _tag: 'RecipientsMissing', expected: 3, found: 2 });
  });

  it('is not closed while it goes on, and takes no orders before or after', () => {
    given(...underWay)
      .when(close(2, 1, 0))
      .thenRejected(notIn('sealed'));
    for (const command of [pause, resume, cancel, fail]) {
      given(...underWay, completed(2, 1))
        .when(command)
        .thenRejected(notIn('completed'));
      given(...written)
        .when(command)
        .thenRejected(notIn('open'));
      given().when(command).thenRejected(notIn('unknown'));
    }
  });

  it('is known from its seal on without its recipients', () => {
    given(accepted, sealedWith(whole), paused, resumed, cancelled)
      .when(close(0, 0, 3))
      .then(closed(0, 0, 3));
  });
});

import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import type { ThrottleEvent } from '../../../src/domain/throttle/events';
import { type AdmitNotice, throttle, throttleStream } from '../../../src/domain/throttle/throttle';
import { specification } from '../../support/specification';
import { at, userId } from '../../support/vocabulary';

const { given } = specification(throttle);
const scope = ['app.crashed', userId, 'app-1', 'd-1'];
const admit = (identity: string, seconds: number): AdmitNotice => {
  return { type: 'AdmitNotice', scope, userId, identity, happenedAt: at(seconds), apartMillis: 300_000 };
};
const admitted = (identity: string, seconds: number): ThrottleEvent => {
  return { type: 'NoticeAdmitted', data: { scope, userId, identity, happenedAt: at(seconds) } };
};
const first = admitted('i-1', 0);

describe('a crash', () => {
  it('is told where none was before', () => {
    given().when(admit('i-1', 0)).then(first);
  });

  it.each([1, 300, -1, -300])('is not told %d s from one that was', (seconds) => {
    given(first).when(admit('i-2', seconds)).thenRejected({ _tag: 'TooClose', to: 'i-1' });
  });

  it.each([300.001, -300.001])('is told %d s from one that was', (seconds) => {
    given(first).when(admit('i-2', seconds)).then(admitted('i-2', seconds));
  });

  it('that arrives late is not told next to any of those that were', () => {
    given(first, admitted('i-2', 700)).when(admit('i-3', 450)).thenRejected({ _tag: 'TooClose', to: 'i-2' });
  });

  it('that was admitted stays so, however often it comes', () => {
    given(first, admitted('i-2', 301)).when(admit('i-1', 0)).thenNothing();
  });
});

it('decides every message for good, in whatever order and however often they come', () => {
  const crash = fc.record({ id: fc.nat(9), seconds: fc.nat(2000) });
  const crashes = fc.uniqueArray(crash, { selector: ({ id }) => id, minLength: 1 });
  const arrivals = crashes.chain((known) => fc.array(fc.constantFrom(...known), { maxLength: known.length * 3 }));
  fc.assert(
    fc.property(arrivals, (arriving) => {
      const decisions = new Map<number, boolean>();
      let state = throttle.initialState;
      for (const { id, seconds } of arriving) {
        const outcome = throttle.decide(admit(`i-${id}`, seconds), state);
        state = E.isRight(outcome) ? outcome.right.reduce(throttle.evolve, state) : state;
        expect(E.isRight(outcome)).toBe(decisions.get(id) ?? E.isRight(outcome));
        decisions.set(id, E.isRight(outcome));
      }
      const times = state.map(({ happenedAt }) => Date.parse(happenedAt)).sort((one, other) => one - other);
      expect(times.every((time, i) => i === 0 || time - times[i - 1]! > 300_000)).toBe(true);
    }),
  );
});

it('each scope has a stream of its own', () => {
  const namespace = '6f1f8d0a-6b1c-4a57-9a3e-0d9b6d1f2c3b';
  const other = throttleStream(namespace, ['app.crashed', userId, 'app-1', 'd-2']);
  expect(throttleStream(namespace, scope)).toMatch(/^throttle-[0-9a-f-]{36}$/);
  expect(throttleStream(namespace, scope)).not.toBe(other);
});

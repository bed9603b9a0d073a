import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import {
  type AlertCause,
  brokerCause,
  causeName,
  circuitCause,
  exhaustedCause,
  parkedCause,
} from '../../../src/domain/operations/cause';
import type { OperationsEvent } from '../../../src/domain/operations/events';
import {
  type ClearAlert,
  operations,
  type OperationsCommand,
  operationsStream,
  type RaiseAlert,
} from '../../../src/domain/operations/operations';
import { specification } from '../../support/specification';

const { given } = specification(operations);
const namespace = '00000000-0000-4000-8000-000000000000';
const parked = parkedCause('device.stopped', 'undecodable');
const causes: ReadonlyArray<AlertCause> = [
  parked,
  parkedCause('device.stopped', 'conflict'),
  exhaustedCause('email', 'attempts'),
  circuitCause('smtp'),
  brokerCause,
];

const raise = (cause: AlertCause = parked): RaiseAlert => ({ type: 'RaiseAlert', namespace, cause });
const clear = (cause: AlertCause = parked): ClearAlert => ({ type: 'ClearAlert', cause, why: 'recovered' });
const decided = (command: OperationsCommand, ...history: ReadonlyArray<OperationsEvent>) => {
  const outcome = operations.decide(command, history.reduce(operations.evolve, operations.initialState));
  return E.isRight(outcome) ? outcome.right : [];
};
const raisedAfter = (...history: ReadonlyArray<OperationsEvent>): OperationsEvent => {
  const [event] = decided(raise(), ...history);
  if (event === undefined) throw new Error('nothing is raised');
  return event;
};
const first = raisedAfter();
const cleared: OperationsEvent = {
  type: 'AlertCleared',
  data: { alertId: first.data.alertId, cause: 'parked:device.stopped:undecodable', why: 'recovered' },
};

describe('an alert', () => {
  it('says what it is about', () => {
    expect(first).toStrictEqual({
      type: 'AlertRaised',
      data: {
        alertId: first.data.alertId,
        cause: 'parked:device.stopped:undecodable',
        kind: 'parked',
        subject: 'device.stopped',
        reason: 'undecodable',
      },
    });
  });

  it('is raised once for its cause, however often that comes, until it is cleared', () => {
    given(first).when(raise()).thenNothing();
    given(first).when(clear()).then(cleared);
    given(first, cleared).when(clear()).thenNothing();
  });

  it('is cleared only where it was raised', () => {
    given().when(clear()).thenNothing();
    given(first).when(clear(brokerCause)).thenNothing();
  });

  it('that two processes raise at once is one, and the one after it another', () => {
    expect(raisedAfter()).toStrictEqual(first);
    const second = raisedAfter(first, cleared);
    expect(second.data.alertId).not.toBe(first.data.alertId);
    expect(raisedAfter(first, cleared)).toStrictEqual(second);
  });
});

it('knows each cause by a name of its own', () => {
  expect(causes.map(causeName)).toStrictEqual([
    'parked:device.stopped:undecodable',
    'parked:device.stopped:conflict',
    'exhausted:email:attempts',
    'circuit-open:smtp',
    'broker-lost:broker',
  ]);
});

it('has at most one open alert for each cause, and none under an id that was used before', () => {
  const asked = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...causes)), { maxLength: 40 });
  fc.assert(
    fc.property(asked, (commands) => {
      const history: Array<OperationsEvent> = [];
      for (const [isRaised, cause] of commands)
        history.push(...decided(isRaised ? raise(cause) : clear(cause), ...history));
      for (const cause of causes) {
        const types = history.filter(({ data }) => data.cause === causeName(cause)).map(({ type }) => type);
        expect(types).toStrictEqual(types.map((_, n) => (n % 2 === 0 ? 'AlertRaised' : 'AlertCleared')));
      }
      const ids = history.flatMap(({ type, data }) => (type === 'AlertRaised' ? [data.alertId] : []));
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

it('keeps the alerts of a month in a stream of their own', () => {
  expect(operationsStream('2026-03-31T23:59:59.999Z')).toBe('operations-2026-03');
});

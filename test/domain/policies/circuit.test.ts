import fc from 'fast-check';
import {
  admit,
  afterOutcome,
  type Circuit,
  closedCircuit,
  type Outcome,
  usualCircuitLimits as limits,
} from '../../../src/domain/policies/circuit';
import type { Instant } from '../../../src/domain/shared/codecs';
import { at } from '../../support/vocabulary';

const failed: Outcome = { kind: 'failed' };
const answered: Outcome = { kind: 'answered' };
const throttled = (retryAfterSeconds: number | null): Outcome => ({ kind: 'throttled', retryAfterSeconds });
const sent = (circuit: Circuit, outcome: Outcome, now = at(0), isProbe = false): Circuit =>
  afterOutcome(circuit, outcome, { isProbe, now }, limits);
const after = (...outcomes: ReadonlyArray<Outcome>): Circuit =>
  outcomes.reduce((circuit, outcome) => sent(circuit, outcome), closedCircuit);
const five = Array<Outcome>(5).fill(failed);
const open = after(...five);
const refused = (until: Instant, why = 'circuit-open', probing = false) => ({ kind: 'refused', until, why, probing });

/** The probe that an open circuit lets through, and what it leaves. */
const probed = (circuit: Circuit, now: Instant): Circuit => {
  const admission = admit(circuit, now, limits);
  if (admission.kind === 'refused' || !admission.isProbe) throw new Error('no probe was let through');
  return admission.circuit;
};

describe('a closed circuit', () => {
  it('lets everything through', () => {
    expect(admit(closedCircuit, at(0), limits)).toStrictEqual({
      kind: 'admitted',
      circuit: closedCircuit,
      isProbe: false,
    });
  });

  it('opens at the fifth failure in a row, for half a minute', () => {
    expect(admit(after(...five.slice(1)), at(0), limits).kind).toBe('admitted');
    expect(admit(open, at(29), limits)).toStrictEqual(refused(at(30)));
  });

  it('counts anew after any answer, and what was never sent says nothing', () => {
    expect(admit(after(...five.slice(1), answered, ...five.slice(1)), at(0), limits).kind).toBe('admitted');
    expect(admit(after(...five.slice(1), { kind: 'not-sent' }, failed), at(0), limits).kind).toBe('refused');
  });
});

describe('an open circuit', () => {
  it('lets one probe through after its time, and nothing beside it', () => {
    const half = probed(open, at(30));
    expect(admit(half, at(31), limits)).toStrictEqual(refused(at(75), 'circuit-open', true));
  });

  it('closes when the probe is answered', () => {
    expect(sent(probed(open, at(30)), answered, at(31), true)).toStrictEqual(closedCircuit);
  });

  it('opens for twice as long when the probe fails, and never for longer than ten minutes', () => {
    let circuit = open;
    let now = 30;
    for (const seconds of [60, 120, 240, 480, 600, 600]) {
      circuit = sent(probed(circuit, at(now)), failed, at(now), true);
      expect(admit(circuit, at(now), limits)).toStrictEqual(refused(at(now + seconds)));
      now += seconds;
    }
  });

  it('lets another probe through when one was not sent, or is lost', () => {
    const half = probed(open, at(30));
    probed(sent(half, { kind: 'not-sent' }, at(31), true), at(31));
    probed(half, at(75));
  });

  it('is left alone by failures of what was under way when it opened', () => {
    expect(sent(open, failed, at(20))).toStrictEqual(open);
    expect(sent(probed(open, at(30)), failed, at(31))).toStrictEqual(probed(open, at(30)));
  });
});

describe('a provider that asks for less', () => {
  it('is held for as long as it says, or ten seconds, and is not taken for broken', () => {
    expect(admit(after(throttled(90)), at(89), limits)).toStrictEqual(refused(at(90), 'throttled'));
    expect(admit(after(throttled(90)), at(90), limits).kind).toBe('admitted');
    expect(admit(after(throttled(null)), at(0), limits)).toStrictEqual(refused(at(10), 'throttled'));
    expect(admit(after(...Array<Outcome>(9).fill(throttled(0))), at(0), limits).kind).toBe('admitted');
  });

  it('is held for the longest time that it named', () => {
    expect(admit(after(throttled(90), throttled(10), answered), at(0), limits)).toStrictEqual(
      refused(at(90), 'throttled'),
    );
  });
});

const anyOutcome = fc.oneof(
  fc.constantFrom<Outcome>(failed, failed, answered, { kind: 'not-sent' }),
  fc.integer({ min: 0, max: 100 }).map(throttled),
);
const life = fc.array(fc.record({ outcome: anyOutcome, seconds: fc.integer({ min: 0, max: 700 }) }));

it('whatever happens, refuses until a time ahead, then lets through, and has one probe under way at most', () => {
  fc.assert(
    fc.property(life, (steps) => {
      let circuit = closedCircuit;
      let now = 0;
      for (const { outcome, seconds } of steps) {
        const admission = admit(circuit, at(now), limits);
        if (admission.kind === 'refused') {
          expect(admission.until > at(now)).toBe(true);
          expect(admission.probing).toBe(false);
        } else {
          if (admission.isProbe) expect(admit(admission.circuit, at(now), limits)).toMatchObject({ probing: true });
          circuit = sent(admission.circuit, outcome, at(now), admission.isProbe);
        }
        now += seconds;
      }
      expect(admit(circuit, at(now + 700), limits).kind).toBe('admitted');
    }),
  );
});

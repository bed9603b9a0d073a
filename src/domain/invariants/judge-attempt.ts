import type { DeliveryEvent } from '../delivery/events';
import { outcomeUnknown, unknownOutcomeLimit } from '../delivery/outcome-unknown';
import type { Position } from '../shared/stored-event';
import type { DeliveryTrace } from './delivery-trace';
import { type Fault, when } from './fault';

type Of<T extends DeliveryEvent['type']> = Extract<DeliveryEvent, { readonly type: T }>['data'];
export type Judgement = { readonly trace: DeliveryTrace; readonly faults: ReadonlyArray<Fault> };

const hasNoStart = (trace: DeliveryTrace, number: number): ReadonlyArray<Fault> =>
  when(trace.open !== number, 'I3', `attempt ${number} has an outcome without being open`);

export const judgeStart = (trace: DeliveryTrace, { number, limit }: Of<'DeliveryAttemptStarted'>): Judgement => ({
  trace: { ...trace, attempts: number, open: number, limit, strandedAt: undefined },
  faults: [
    ...when(trace.ended, 'I2', `attempt ${number} starts after the end of round ${trace.round}`),
    ...when(trace.strandedAt !== undefined, 'I2', `attempt ${number} starts though no next try was named`),
    ...when(trace.open !== undefined, 'I3', `attempt ${number} starts while another one is open`),
    ...when(number !== trace.attempts + 1, 'I3', `attempt ${number} follows attempt ${trace.attempts}`),
    ...when(trace.counted >= limit, 'I3', `attempt ${number} is beyond the limit of ${limit}`),
    ...when(trace.unknown >= unknownOutcomeLimit, 'I3', `attempt ${number} follows too many unknown outcomes`),
  ],
});

/** A second end is one, unless the first was learned while this attempt was under way. */
export const judgeSuccess = (trace: DeliveryTrace, { number }: Of<'DeliveryAttemptSucceeded'>): Judgement => ({
  trace: { ...trace, open: undefined, ended: true, strandedAt: undefined },
  faults: [
    ...hasNoStart(trace, number),
    ...when(trace.ended && !trace.learned, 'I2', `round ${trace.round} ends a second time`),
  ],
});

export const judgeFailure = (
  trace: DeliveryTrace,
  { number, counts, reason, nextTryAt }: Of<'DeliveryAttemptFailed'>,
  position: Position,
): Judgement => {
  const isUnknown = reason === outcomeUnknown;
  const counted = trace.counted + (counts ? 1 : 0);
  const stranded = nextTryAt === null && !trace.ended;
  return {
    trace: {
      ...trace,
      counted,
      open: undefined,
      unknown: trace.unknown + (isUnknown ? 1 : 0),
      unresolved: isUnknown ? [...trace.unresolved, number] : trace.unresolved,
      strandedAt: stranded ? position : undefined,
    },
    faults: [
      ...hasNoStart(trace, number),
      ...when(counts && isUnknown, 'I3', `attempt ${number} counts, though its outcome is unknown`),
      ...when(counted > trace.limit, 'I3', `${counted} outcomes count, ${trace.limit} may`),
      ...when(nextTryAt !== null && trace.ended, 'I2', `a next try is named after the end of round ${trace.round}`),
    ],
  };
};

export const judgeLearned = (trace: DeliveryTrace, { number, outcome }: Of<'DeliveryOutcomeLearned'>): Judgement => {
  const delivered = outcome === 'succeeded';
  return {
    trace: {
      ...trace,
      unresolved: trace.unresolved.filter((unresolved) => unresolved !== number),
      ended: trace.ended || delivered,
      learned: trace.learned || delivered,
      strandedAt: delivered ? undefined : trace.strandedAt,
    },
    faults: when(
      !trace.unresolved.includes(number),
      'I3',
      `attempt ${number} was not closed as unknown, or was learned`,
    ),
  };
};

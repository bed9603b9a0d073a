import type { DeliveryEvent } from '../delivery/events';
import type { Recorded } from '../shared/recorded';
import type { DeliveryTrace } from './delivery-trace';
import { when } from './fault';
import { judgeFailure, judgeLearned, judgeStart, judgeSuccess, type Judgement } from './judge-attempt';

const judgeEnd = (trace: DeliveryTrace): Judgement => ({
  trace: { ...trace, ended: true, strandedAt: undefined },
  faults: [
    ...when(trace.ended, 'I2', `round ${trace.round} ends a second time`),
    ...when(trace.open !== undefined, 'I2', `round ${trace.round} ends while an attempt is open`),
  ],
});

const judgeRetry = (trace: DeliveryTrace, round: number): Judgement => ({
  trace: { ...trace, round, counted: 0, unknown: 0, ended: false, strandedAt: undefined },
  faults: [
    ...when(!trace.ended, 'I2', `round ${round} opens before round ${trace.round} has ended`),
    ...when(trace.learned, 'I2', `round ${round} opens after the delivery succeeded`),
    ...when(round !== trace.round + 1, 'I2', `round ${round} follows round ${trace.round}`),
  ],
});

/** One more event of a delivery: what is wrong with it (I2, I3), and what to judge the next one by. */
export const judgeDelivery = (trace: DeliveryTrace, { event, position }: Recorded<DeliveryEvent>): Judgement => {
  switch (event.type) {
    case 'DeliveryAttemptStarted':
      return judgeStart(trace, event.data);
    case 'DeliveryAttemptSucceeded':
      return judgeSuccess(trace, event.data);
    case 'DeliveryAttemptFailed':
      return judgeFailure(trace, event.data, position);
    case 'DeliveryOutcomeLearned':
      return judgeLearned(trace, event.data);
    case 'DeliverySuppressed':
    case 'DeliveryExhausted':
    case 'DeliveryAbandoned':
      return judgeEnd(trace);
    case 'DeliveryDeferred':
      return { trace, faults: when(trace.ended, 'I2', `it is deferred after the end of round ${trace.round}`) };
    case 'DeliveryReceiptReceived':
      return { trace, faults: when(trace.attempts === 0, 'I3', 'a receipt comes before any attempt') };
    case 'DeliveryRetryOrdered':
      return judgeRetry(trace, event.data.round);
  }
};

import type { DeliveryEvent } from './events';
import { outcomeUnknown } from './outcome-unknown';
import type { DeliveryState } from './state';

type Failed = Extract<DeliveryEvent, { readonly type: 'DeliveryAttemptFailed' }>;
type Learned = Extract<DeliveryEvent, { readonly type: 'DeliveryOutcomeLearned' }>;

const afterFailure = (state: DeliveryState, { data }: Failed): DeliveryState => {
  const isUnknown = data.reason === outcomeUnknown;
  return {
    ...state,
    open: undefined,
    counted: state.counted + (data.counts ? 1 : 0),
    unknown: state.unknown + (isUnknown ? 1 : 0),
    unresolved: isUnknown ? [...state.unresolved, data.number] : state.unresolved,
    waitsFor: data.nextTryAt === null ? undefined : { until: data.nextTryAt, why: 'retry' },
  };
};

const afterLearning = (state: DeliveryState, { data }: Learned): DeliveryState => ({
  ...state,
  unresolved: state.unresolved.filter((number) => number !== data.number),
  final: data.outcome === 'succeeded' ? 'succeeded' : state.final,
});

export const evolve = (state: DeliveryState, event: DeliveryEvent): DeliveryState => {
  switch (event.type) {
    case 'DeliverySuppressed':
      return { ...state, final: 'suppressed' };
    case 'DeliveryDeferred':
      return { ...state, waitsFor: { until: event.data.until, why: event.data.why } };
    case 'DeliveryAttemptStarted': {
      const { number, provider, by, until, limit } = event.data;
      return { ...state, attempts: number, open: { number, provider, by, until, limit }, waitsFor: undefined };
    }
    case 'DeliveryAttemptSucceeded':
      return { ...state, open: undefined, final: 'succeeded' };
    case 'DeliveryAttemptFailed':
      return afterFailure(state, event);
    case 'DeliveryExhausted':
    case 'DeliveryAbandoned':
      return { ...state, final: event.data.why };
    case 'DeliveryOutcomeLearned':
      return afterLearning(state, event);
    case 'DeliveryReceiptReceived':
      return { ...state, receipts: [...state.receipts, event.data.receiptId] };
    case 'DeliveryRetryOrdered':
      return { ...state, round: event.data.round, counted: 0, unknown: 0, final: undefined, waitsFor: undefined };
  }
};

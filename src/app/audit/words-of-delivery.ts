import type { Words } from './words';

const tryAgain = (nextTryAt: string | null): string =>
  nextTryAt === null ? 'no further try' : `next try ${nextTryAt}`;

export const wordsOfDelivery: Words = {
  DeliverySuppressed: ({ deliveryId, why }) => `${deliveryId} suppressed: ${why}`,
  DeliveryDeferred: ({ deliveryId, until, why }) => `${deliveryId} deferred until ${until}: ${why}`,
  DeliveryAttemptStarted: ({ deliveryId, number, provider }) =>
    `${deliveryId} attempt ${number} started through ${provider}`,
  DeliveryAttemptSucceeded: ({ deliveryId, number, provider }) =>
    `${deliveryId} attempt ${number} delivered by ${provider}`,
  DeliveryAttemptFailed: ({ deliveryId, number, reason, lasting, nextTryAt }) =>
    `${deliveryId} attempt ${number} failed: ${reason} (${lasting ? 'lasting' : 'passing'}), ${tryAgain(nextTryAt)}`,
  DeliveryExhausted: ({ deliveryId, why }) => `${deliveryId} given up: ${why}`,
  DeliveryAbandoned: ({ deliveryId, why }) => `${deliveryId} abandoned: ${why}`,
  DeliveryOutcomeLearned: ({ deliveryId, number, outcome }) =>
    `${deliveryId} attempt ${number} had ${outcome}, as was learned`,
  DeliveryReceiptReceived: ({ deliveryId, provider, status }) => `${deliveryId} ${status}, says ${provider}`,
  DeliveryRetryOrdered: ({ deliveryId, round }) => `${deliveryId} ordered again: round ${round}`,
};

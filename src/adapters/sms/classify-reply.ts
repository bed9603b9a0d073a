import type { SendFailure } from '../../domain/ports/providers';

/** They speak of the gateway, its address or the ledger's credentials, not of the message: another try may succeed. */
const notAboutTheMessage = new Set([401, 403, 404, 405, 407, 408, 425]);

/** `Retry-After` (RFC 9110, 10.2.3) in seconds from now on; null where there is none, or none that can be read. */
export const secondsIn = (retryAfter: string | null, answeredAt: string | null): number | null => {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  // The gateway's own clock on both sides, so that it does not matter what time it is here.
  const millis = Date.parse(retryAfter) - Date.parse(answeredAt ?? '');
  return Number.isNaN(millis) ? null : Math.max(0, Math.ceil(millis / 1000));
};

/** What a reply other than 2xx says of the next try. Whoever is asked to come later has not used up a try. */
export const classifyReply = (status: number, retryAfterSeconds: number | null, answer: string): SendFailure => {
  const isThrottled = status === 429 || (status === 503 && retryAfterSeconds !== null);
  const isLasting = status >= 400 && status < 500 && !isThrottled && !notAboutTheMessage.has(status);
  return {
    _tag: 'SendFailed',
    kind: isLasting ? 'lasting' : 'passing',
    reason: `http-${String(status)}`,
    answer: answer === '' ? null : answer,
    counts: !isThrottled,
    retryAfterSeconds,
  };
};

/**
 * Why the gateway closes a socket: codes of RFC 6455, and of its private range 4000-4999 where that has none. A frame over
 * the limit is closed with 1009 by the driver; a silent peer is cut off without a goodbye, since it does not hear one.
 */
export const closeCodes = {
  tooManyBadFrames: 1008,
  defect: 1011,
  stopping: 1012,
  tryAgainLater: 1013,
  /** No token within the time given, a refused one, or one that has ended. */
  unauthorized: 4401,
  /** It did not drain what was sent. */
  slow: 4408,
  /** The user has as many sockets as one may have. */
  tooManySockets: 4429,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

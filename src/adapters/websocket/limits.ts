/** What one socket, one user and one process may hold. The contract's figures; tests hand in smaller ones. */
export type SocketLimits = {
  /** How long a socket may be open without having shown a token. */
  readonly authSeconds: number;
  /** Sockets that have not shown a token, at once, in the whole process. */
  readonly anonymous: number;
  readonly perUser: number;
  /** How many users one socket may watch. */
  readonly watched: number;
  readonly pingSeconds: number;
  readonly silenceSeconds: number;
  readonly frameBytes: number;
  /** What a socket may leave undrained. */
  readonly bufferedBytes: number;
  /** Frames of one socket that wait for their turn; beyond, its reading is paused. */
  readonly framesInHand: number;
  /** Bad frames of one socket within `badFrameSeconds`. */
  readonly badFrames: number;
  readonly badFrameSeconds: number;
  /** How long sockets may take to say goodbye when the server stops. */
  readonly goodbyeMillis: number;
};

export const socketLimits: SocketLimits = {
  authSeconds: 5,
  anonymous: 1_000,
  perUser: 10,
  watched: 200,
  pingSeconds: 30,
  silenceSeconds: 90,
  frameBytes: 64 * 1024,
  bufferedBytes: 1024 * 1024,
  framesInHand: 32,
  badFrames: 100,
  badFrameSeconds: 10,
  goodbyeMillis: 2_000,
};

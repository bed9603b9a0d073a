import type { TaskEither } from 'fp-ts/TaskEither';
import type { Instant, NotificationId, UserId } from '../shared/codecs';
import type { JsonObject } from '../shared/json';
import type { Position } from '../shared/stored-event';

/** Names one socket while it is open. */
export type SocketId = string;

/** Whose socket it is, by the token alone, and when that token ends. */
export type SocketOwner = {
  readonly userId: UserId;
  readonly expiresAt: Instant;
  /** Whether its role lets it watch how batches go. */
  readonly watchesBatches: boolean;
  /** Whether it may be told when others come and go. */
  readonly mayWatch: boolean;
};

/** The token is none, is no user's, or has ended. */
export type SocketRefused = { readonly _tag: 'SocketRefused' };
/** What was asked for could not be confirmed: ask again. */
export type SocketUnavailable = { readonly _tag: 'SocketUnavailable' };
/** There is no such notification, or it is another's: the two look alike. */
export type SocketNotFound = { readonly _tag: 'SocketNotFound' };

/** How many are unread at a position, which is as far as the socket's user has been told by it. */
export type Greeting = { readonly unread: number; readonly position: Position };

/** What the gateway asks of the application. */
export type SocketHandlers = {
  readonly authenticate: (token: string) => TaskEither<SocketRefused | SocketUnavailable, SocketOwner>;
  /**
   * Asked in the moment in which the socket begins to receive: what stands after the greeting's position is sent to it,
   * what stands up to there is not.
   */
  readonly greet: (userId: UserId) => TaskEither<SocketUnavailable, Greeting>;
  /** How many sockets the user has in other processes of the ledger. */
  readonly elsewhere: (userId: UserId) => number;
  /** The user has so many sockets here now. */
  readonly changed: (userId: UserId, sockets: number) => void;
  /** Tells whether that user is online, and whenever it changes, until what it answers with is called. */
  readonly watch: (userId: string, tell: (isOnline: boolean) => void) => () => void;
  /** Resolves once the event is stored, with its time; reading again is no error. */
  readonly markRead: (
    userId: UserId,
    id: NotificationId,
    socket: SocketId,
  ) => TaskEither<SocketUnavailable | SocketNotFound, Instant>;
};

/** A frame that is about an event, and that event's position. */
export type SocketFrame = {
  readonly event: 'notification' | 'notification:read' | 'unread';
  readonly data: JsonObject;
  readonly position: Position;
};

/** What sockets may watch beside what is their user's. */
export type BatchTopic = `batch:${string}`;

/** The open sockets of this process. */
export type Sockets = {
  /** The batches that somebody watches, each with how often somebody began to: more often than before, somebody is new. */
  readonly watched: () => ReadonlyMap<BatchTopic, number>;
  /** To everybody who watches. */
  readonly tell: (topic: BatchTopic, frame: { readonly event: 'batch:progress'; readonly data: JsonObject }) => void;
  readonly isConnected: (userId: string) => boolean;
  /** Sends to the user's sockets, but for `except`, in the order of the calls; answers how many took it. */
  readonly send: (userId: string, frame: SocketFrame, except?: SocketId) => number;
  readonly count: () => number;
};

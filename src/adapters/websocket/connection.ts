import * as E from 'fp-ts/Either';
import { WebSocket } from 'ws';
import type { Clock } from '../../domain/ports/clock';
import type { Logger } from '../../domain/ports/logger';
import type { SocketHandlers, SocketOwner, SocketRefused, SocketUnavailable } from '../../domain/ports/socket-gateway';
import type { Instant } from '../../domain/shared/codecs';
import { errorCode } from '../../domain/shared/error-code';
import { type CloseCode, closeCodes } from './close-codes';
import { createFaultBudget } from './fault-budget';
import { AuthData, type Frame, type FrameFault, frameText, parseFrame } from './frame';
import { handleFrame, type Serving } from './handle-frame';
import { createIncoming } from './incoming';
import type { SocketLimits } from './limits';
import { createOutgoing } from './outgoing';
import { createPulse } from './pulse';
import type { Listener, Registry } from './registry';
import type { Watching } from './watching';
import { createWatchingUsers } from './watching-users';

export type ConnectionDeps = {
  readonly handlers: SocketHandlers;
  readonly registry: Registry;
  readonly watching: Watching;
  readonly limits: SocketLimits;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** One socket's life: it shows a token, is welcomed, is served, and is closed with the code of its reason. */
export type Connection = Listener & {
  readonly isAnonymous: () => boolean;
  /** Opens it with a token that came with the handshake. */
  readonly authenticate: (token: string) => void;
  readonly receive: (text: string) => void;
  readonly heard: () => void;
  /** To be called once a second. */
  readonly second: (now: Instant) => void;
  /** Resolves when what it asked for is done. */
  readonly handled: () => Promise<void>;
  readonly close: (code: CloseCode) => void;
  /** The socket has gone: nothing is sent to it any more, and its place is free. */
  readonly leave: () => void;
};

const codeOf = ({ _tag }: SocketRefused | SocketUnavailable): CloseCode =>
  _tag === 'SocketRefused' ? closeCodes.unauthorized : closeCodes.tryAgainLater;

export const createConnection = (id: string, socket: WebSocket, deps: ConnectionDeps): Connection => {
  const { handlers, registry, watching, limits, clock, logger } = deps;
  let owner: SocketOwner | undefined;

  const leave = (): void => {
    watching.leave(listener);
    users.end();
    if (owner !== undefined && registry.remove(owner.userId, listener))
      handlers.changed(owner.userId, registry.countOf(owner.userId));
  };
  const close = (code: CloseCode): void => {
    leave();
    socket.close(code);
  };
  const outgoing = createOutgoing(socket, limits.bufferedBytes, () => close(closeCodes.slow));
  const incoming = createIncoming(socket, limits.framesInHand, (cause) => {
    logger.error('a socket was closed by a defect', { cause: errorCode(cause) });
    close(closeCodes.defect);
  });
  // Each watch is answered in a turn of its own, after what asked for it.
  const users = createWatchingUsers(handlers.watch, (event, userId) =>
    setImmediate(() => outgoing.reply(frameText(event, { userId }))),
  );
  const pulse = createPulse(limits);
  const isBorne = createFaultBudget(limits);
  const listener: Listener = { id, push: outgoing.push, say: outgoing.reply };

  /** Each step answers with the code to close with, if it is to be closed. */
  const open = async (token: string, frameId?: Frame['id']): Promise<CloseCode | undefined> => {
    const answer = await handlers.authenticate(token)();
    if (socket.readyState !== WebSocket.OPEN) return undefined;
    if (E.isLeft(answer)) return codeOf(answer.left);
    if (answer.right.expiresAt <= clock.now()) return closeCodes.unauthorized;
    owner = answer.right;
    const { userId } = owner;
    if (!registry.add(userId, listener, handlers.elsewhere(userId))) return closeCodes.tooManySockets;
    handlers.changed(userId, registry.countOf(userId));
    const greeting = await handlers.greet(userId)();
    if (E.isLeft(greeting)) return codeOf(greeting.left);
    const { unread, position } = greeting.right;
    outgoing.welcome(frameText('welcome', { userId, unread, position: String(position) }, frameId), position);
    return undefined;
  };
  const refuse = ({ code, message }: FrameFault, frameId: Frame['id']): CloseCode | undefined => {
    if (code !== 'unavailable' && !isBorne(pulse.age())) return closeCodes.tooManyBadFrames;
    outgoing.reply(frameText('error', { code, message }, frameId));
    return undefined;
  };
  const serve = async (frame: Frame, by: SocketOwner): Promise<CloseCode | undefined> => {
    const watchBatches: Serving['watchBatches'] = (topics) => watching.set(listener, topics);
    const answer = await handleFrame({ handlers, owner: by, socket: id, watchBatches, users, most: limits.watched })(
      frame,
    );
    if (E.isLeft(answer)) return refuse(answer.left, frame.id);
    outgoing.reply(frameText(answer.right.event, answer.right.data, frame.id));
    return undefined;
  };
  const handle = async (text: string): Promise<CloseCode | undefined> => {
    const frame = parseFrame(text);
    if (owner !== undefined) return E.isLeft(frame) ? refuse(frame.left, undefined) : serve(frame.right, owner);
    if (E.isLeft(frame) || frame.right.event !== 'auth') return closeCodes.unauthorized;
    const { data, id: frameId } = frame.right;
    return AuthData.is(data) ? open(data.token, frameId) : closeCodes.unauthorized;
  };
  const take = (step: () => Promise<CloseCode | undefined>): void => {
    incoming.take(async () => {
      const code = socket.readyState === WebSocket.OPEN ? await step() : undefined;
      if (code !== undefined) close(code);
    });
  };

  return {
    ...listener,
    isAnonymous: () => owner === undefined,
    authenticate: (token) => take(async () => open(token)),
    receive: (text) => {
      pulse.heard();
      take(async () => handle(text));
    },
    heard: pulse.heard,
    second: (now) => {
      const beat = pulse.second();
      if (beat === 'silent') socket.terminate();
      else if (owner === undefined ? pulse.age() > limits.authSeconds : owner.expiresAt <= now)
        close(closeCodes.unauthorized);
      else if (beat === 'ping' && socket.readyState === WebSocket.OPEN) socket.ping();
    },
    handled: incoming.handled,
    close,
    leave,
  };
};

import { WebSocket } from 'ws';
import type { Position } from '../../domain/shared/stored-event';

/** The sending half of one socket: bounded, and nothing about an event before the welcome that says where it begins. */
export type Outgoing = {
  /** A reply; it is about no event and waits for nothing. */
  readonly reply: (text: string) => void;
  /** Sends the welcome, then what came meanwhile and stands after its position. */
  readonly welcome: (text: string, position: Position) => void;
  /** Whether the socket took it: false while it waits for the welcome, and where the welcome had counted it already. */
  readonly push: (bytes: Buffer, position: Position) => boolean;
};

export const createOutgoing = (socket: WebSocket, bufferedBytes: number, onSlow: () => void): Outgoing => {
  const held: Array<{ readonly bytes: Buffer; readonly position: Position }> = [];
  let heldBytes = 0;
  let begin: Position | undefined;

  const write = (content: string | Buffer): boolean => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(content, { binary: false });
    if (socket.bufferedAmount <= bufferedBytes) return true;
    onSlow();
    return false;
  };
  const hold = (bytes: Buffer, position: Position): false => {
    heldBytes += bytes.length;
    if (heldBytes > bufferedBytes) onSlow();
    else held.push({ bytes, position });
    return false;
  };
  const push = (bytes: Buffer, position: Position): boolean => {
    if (begin === undefined) return hold(bytes, position);
    return position > begin && write(bytes);
  };
  return {
    push,
    reply: write,
    welcome: (text, position) => {
      begin = position;
      write(text);
      for (const { bytes, position: at } of held.splice(0)) push(bytes, at);
    },
  };
};

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SocketsSay, SocketsWanted } from './socket-messages';

export type ConnectedSockets = {
  /** Resolves once each has got a notification, with how many they have got together. */
  readonly told: Promise<number>;
  readonly stop: () => Promise<void>;
};

/** A socket for each of these users, in a process of their own; all are welcomed when it resolves. */
export const connectSockets = async (wanted: SocketsWanted): Promise<ConnectedSockets> => {
  const child = fork(join(__dirname, 'sockets-worker.js'), { env: { PATH: process.env['PATH'] } });
  const gone = once(child, 'exit');
  const heard = async (tag: SocketsSay['_tag']): Promise<SocketsSay> =>
    new Promise((resolve, reject) => {
      child.on('message', (said: SocketsSay) => {
        if (said._tag === tag) resolve(said);
        else if (said._tag === 'Closed') reject(new Error(`a socket of the benchmark was closed with ${said.code}`));
      });
      child.once('exit', () => reject(new Error('the process with the sockets ended')));
    });
  const welcomed = heard('Welcomed');
  const told = heard('Told').then((said) => (said._tag === 'Told' ? said.frames : 0));
  // Whoever waits for it hears of it; nobody waits where the welcome failed already.
  told.catch(() => undefined);
  child.send(wanted);
  const stop = async (): Promise<void> => {
    child.disconnect();
    await gone;
  };
  try {
    await welcomed;
  } catch (cause) {
    if (child.connected) await stop();
    throw cause;
  }
  return { told, stop };
};

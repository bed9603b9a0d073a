/**
 * Many sockets of many users, in a process of their own: says when all are welcomed, and when each has got a notification.
 * Ends with whoever started it.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { clock } from '../compose/clock';
import { mintToken } from '../http/mint-token';
import type { SocketsSay, SocketsWanted } from './socket-messages';

const AT_ONCE = 100;
const TOKEN_SECONDS = 3_600;

const say = (words: SocketsSay): void => {
  process.send?.(words);
};

const eventOf = (frame: Buffer): unknown => (JSON.parse(frame.toString('utf8')) as { readonly event: unknown }).event;

const open = async ({ url, secret, users }: SocketsWanted): Promise<void> => {
  const mint = mintToken({ secret, clock });
  const told = new Set<string>();
  let frames = 0;
  const take = (userId: string): void => {
    frames += 1;
    told.add(userId);
    if (told.size === users.length) say({ _tag: 'Told', frames });
  };
  const connect = async (userId: string): Promise<void> => {
    const token = await mint({ kind: 'user', id: userId, roles: [] }, TOKEN_SECONDS);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { authorization: `Bearer ${token}` } });
    socket.on('close', (code) => say({ _tag: 'Closed', code }));
    // The welcome.
    await once(socket, 'message');
    socket.on('message', (frame: Buffer) => {
      if (eventOf(frame) === 'notification') take(userId);
    });
  };
  for (let from = 0; from < users.length; from += AT_ONCE)
    await Promise.all(users.slice(from, from + AT_ONCE).map(connect));
  say({ _tag: 'Welcomed' });
};

process.once('message', (wanted: SocketsWanted) => void open(wanted));
process.once('disconnect', () => process.exit());

import { once } from 'node:events';
import { type Socket, createServer } from 'node:net';

type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message';
/** What it says instead of the usual; `hang up` and `be silent` say nothing. */
export type Script = Readonly<Partial<Record<Step, string>>>;
export type ScriptedMailServer = {
  readonly url: string;
  readonly connections: () => number;
  /** How many whole messages it was given. */
  readonly messages: () => number;
  /** Ends every connection that is open. */
  readonly hangUp: () => void;
  readonly close: () => Promise<void>;
};

const usual: Readonly<Record<Step, string>> = {
  greeting: '220 scripted',
  EHLO: '250-scripted\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  message: '250 taken',
};
const stepOf = (command: string): Step | undefined => (['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const).find((step) => command.startsWith(step)); // prettier-ignore

/** An SMTP server that fails as it is told: at one step, by a reply, by hanging up or by silence. */
export const startScriptedMailServer = async (script: Script): Promise<ScriptedMailServer> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  let messages = 0;
  const answer = (socket: Socket, step: Step): void => {
    const words = script[step] ?? usual[step];
    if (words === 'hang up') socket.destroy();
    else if (words !== 'be silent') socket.write(`${words}\r\n`);
  };
  const server = createServer((socket) => {
    let data = '';
    let inMessage = false;
    const take = (end: string): string | undefined => {
      const at = data.indexOf(end);
      if (at < 0) return undefined;
      const found = data.slice(0, at);
      data = data.slice(at + end.length);
      return found;
    };
    const next = (): Step | undefined => {
      const found = take(inMessage ? '\r\n.\r\n' : '\r\n');
      if (found === undefined) return undefined;
      const step = inMessage ? 'message' : stepOf(found);
      inMessage = step === 'DATA' && script.DATA === undefined;
      if (step === 'message') messages += 1;
      return step;
    };
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      data += chunk.toString('utf8');
      for (let step = next(); step !== undefined; step = next()) answer(socket, step);
    });
    answer(socket, 'greeting');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `smtp://127.0.0.1:${String(address.port)}`,
    connections: () => connections,
    messages: () => messages,
    hangUp,
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

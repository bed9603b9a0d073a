import * as E from 'fp-ts/Either';
import type { NodemailerError } from 'nodemailer/lib/errors';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { openConnection } from './open-connection';
import type { SmtpServer } from './smtp-options';
import { abortedSend } from './transmit';
import { createTurns } from './turns';

export type Lease = {
  readonly connection: SMTPConnection;
  /** It has been idle, so the server may have closed it without our knowing yet. */
  readonly used: boolean;
};

export type ConnectionPool = {
  /** An idle connection or a new one, once fewer than `maxConnections` are in use. */
  readonly acquire: (signal: AbortSignal) => Promise<E.Either<NodemailerError, Lease>>;
  /** Gives it back; one that failed is closed. */
  readonly release: (connection: SMTPConnection, outcome: 'usable' | 'failed') => void;
  /** Closes the idle connections; those in use are closed as they come back. */
  readonly close: () => void;
};

export const createConnectionPool = (server: SmtpServer): ConnectionPool => {
  const idle = new Set<SMTPConnection>();
  const turns = createTurns(server.maxConnections);
  let closed = false;

  const open = async (signal: AbortSignal): Promise<E.Either<NodemailerError, Lease>> => {
    const opened = await openConnection(server, signal);
    if (E.isLeft(opened)) return opened;
    const connection = opened.right;
    connection.once('end', () => idle.delete(connection));
    return E.right({ connection, used: false });
  };
  const fromIdle = (): Lease | undefined => {
    const [connection] = [...idle].slice(-1);
    if (connection === undefined) return undefined;
    idle.delete(connection);
    return { connection, used: true };
  };

  return {
    acquire: async (signal) => {
      if (!(await turns.take(signal))) return E.left(abortedSend());
      const lease = fromIdle();
      const leased = lease === undefined ? await open(signal) : E.right(lease);
      if (E.isLeft(leased)) turns.giveBack();
      return leased;
    },
    release: (connection, outcome) => {
      if (outcome === 'usable' && !closed && !connection.destroyed) idle.add(connection);
      else connection.close();
      turns.giveBack();
    },
    close: () => {
      closed = true;
      for (const connection of idle) connection.close();
      idle.clear();
    },
  };
};

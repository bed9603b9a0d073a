import * as E from 'fp-ts/Either';
import type { NodemailerError } from 'nodemailer/lib/errors';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-options';
import { abortedSend } from './transmit';

type Opened = E.Either<NodemailerError, SMTPConnection>;

/** Connects, greets and logs in, or says what went wrong; on abort it gives up and leaves nothing open. */
export const openConnection = async ({ connection: options, auth }: SmtpServer, signal: AbortSignal): Promise<Opened> =>
  new Promise((resolve) => {
    const connection = new SMTPConnection(options);
    const finish = (outcome: Opened): void => {
      signal.removeEventListener('abort', abort);
      if (E.isLeft(outcome)) connection.close();
      resolve(outcome);
    };
    const abort = (): void => finish(E.left(abortedSend()));
    const logIn = (): void => {
      if (auth === undefined) finish(E.right(connection));
      else connection.login(auth, (error) => finish(error === null ? E.right(connection) : E.left(error)));
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    // Stays for the connection's whole life: an error without a listener would end the process. A send in flight gets
    // the same error by its callback, and the pool learns of an idle connection's end by `end`.
    connection.on('error', (error: NodemailerError) => finish(E.left(error)));
    connection.connect((error) => {
      if (error === undefined) logIn();
      else finish(E.left(error));
    });
  });

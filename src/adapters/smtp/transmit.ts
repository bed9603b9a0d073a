import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import * as E from 'fp-ts/Either';

/** How a conversation ended early, and whether the server had the whole mail by then. */
export type BrokenSend = { readonly error: NodemailerError; readonly whole: boolean };

export const abortedSend = (): NodemailerError => Object.assign(new Error('The send was given up'), { code: 'EABORT' });

/** Sends one mail over an open connection; answers with the server's last words. On abort the connection is closed. */
export const transmit = async (
  connection: SMTPConnection,
  mail: { readonly envelope: SMTPEnvelope; readonly bytes: Buffer },
  signal: AbortSignal,
): Promise<E.Either<BrokenSend, string>> =>
  new Promise((resolve) => {
    let whole = false;
    const content = Readable.from([mail.bytes]).once('end', () => {
      whole = true;
    });
    const finish = (outcome: E.Either<NodemailerError, string>): void => {
      signal.removeEventListener('abort', abort);
      resolve(E.isLeft(outcome) ? E.left({ error: outcome.left, whole }) : outcome);
    };
    const abort = (): void => {
      // The driver forgets a send that it is told to close under, so the answer comes from here.
      connection.close();
      finish(E.left(abortedSend()));
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    connection.send(mail.envelope, content, (error, info) => {
      finish(error === null ? E.right(info.response) : E.left(error));
    });
  });

import { once } from 'node:events';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type MailServer = {
  readonly url: string;
  /** Every mail that was accepted, in order, repeats included. */
  readonly mails: () => ReadonlyArray<ParsedMail>;
  readonly close: () => Promise<void>;
};

/** A real SMTP server on the loopback interface that accepts everything and keeps it. */
export const startMailServer = async (): Promise<MailServer> => {
  const mails: Array<ParsedMail> = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, callback) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        callback();
      }, callback);
    },
  });
  // A client that is killed in the middle of a mail resets its connection; that is what the tests do to it.
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ECONNRESET') throw error;
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `smtp://127.0.0.1:${String(address.port)}`,
    mails: () => mails,
    close: async () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
};

import addressparser from 'nodemailer/lib/addressparser';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { SMTPConnectionAuth, SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

export type SmtpTimeouts = {
  /** To connect and be greeted, in ms. */
  readonly connect: number;
  /** Without a word from the server, in ms; idle connections are closed after it, too. */
  readonly silence: number;
};

export type SmtpOptions = {
  /** nodemailer's connection URL: `smtp://user:password@host:port/?maxConnections=5`. */
  readonly url: string;
  /** One mailbox: `Name <address>`. */
  readonly from: string;
  /** Well below the time that an attempt may take. */
  readonly timeouts?: SmtpTimeouts;
};

export type Sender = { readonly name: string; readonly address: string };
export type SmtpServer = {
  readonly connection: SMTPConnectionOptions;
  readonly auth: SMTPConnectionAuth | undefined;
  readonly maxConnections: number;
};

const usualTimeouts: SmtpTimeouts = { connect: 8_000, silence: 15_000 };
const USUAL_CONNECTIONS = 5;

/** Throws where `from` is not one mailbox: a mistake of the configuration, to be seen at the start. */
export const parseSender = (from: string): Sender => {
  const [sender, ...others] = addressparser(from, { flatten: true });
  if (sender?.address.includes('@') !== true || others.length > 0) throw new Error('SMTP_FROM is not one mail address');
  return { name: sender.name, address: sender.address };
};

export const parseServer = ({ url, timeouts = usualTimeouts }: SmtpOptions): SmtpServer => {
  const { auth, maxConnections, ...connection } = parseConnectionUrl(url);
  const { connect, silence } = timeouts;
  const limits = { connectionTimeout: connect, greetingTimeout: connect, dnsTimeout: connect, socketTimeout: silence };
  return {
    connection: { ...connection, ...limits, logger: false, debug: false },
    auth,
    maxConnections: typeof maxConnections === 'number' && maxConnections > 0 ? maxConnections : USUAL_CONNECTIONS,
  };
};

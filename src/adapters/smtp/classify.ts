import type { SendFailure } from '../../domain/ports/providers';
import type { BrokenSend } from './transmit';

type Verdict = Pick<SendFailure, 'kind' | 'reason'>;
type SmtpError = BrokenSend['error'];

const aboutTheMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/**
 * A 5xx about the mail is lasting (RFC 5321, 4.2.1), but for 503, which is about the order of commands. One about the
 * session (greeting, STARTTLS, AUTH) says nothing of the mail: it passes once the server or its settings are put right.
 */
const byReply = ({ command, permanent }: SmtpError, code: number): Verdict => ({
  kind: permanent === true && aboutTheMail.has(command ?? '') ? 'lasting' : 'passing',
  reason: `smtp-${code}`,
});

const wordFor = ({ code, originalCode }: SmtpError): string => {
  if (originalCode === 'ECONNREFUSED') return 'connection-refused';
  switch (code) {
    case 'ETIMEDOUT':
      return 'timeout';
    case 'EDNS':
      return 'dns';
    case 'ETLS':
      return 'tls';
    case 'EAUTH':
      return 'smtp-auth';
    case 'EABORT':
      return 'aborted';
    default:
      return 'connection-lost';
  }
};

const verdict = ({ error, whole }: BrokenSend): Verdict => {
  if (error.responseCode !== undefined) return byReply(error, error.responseCode);
  if (error.code === 'EENVELOPE') return { kind: 'lasting', reason: 'invalid-address' };
  if (error.code === 'EMESSAGE') return { kind: 'lasting', reason: 'too-large' };
  return { kind: whole ? 'unknown' : 'passing', reason: wordFor(error) };
};

/** What an attempt that did not work says about the next one. A server that had the whole mail may have taken it. */
export const classify = (broken: BrokenSend): SendFailure => ({
  _tag: 'SendFailed',
  ...verdict(broken),
  answer: broken.error.response ?? null,
  counts: true,
  retryAfterSeconds: null,
});

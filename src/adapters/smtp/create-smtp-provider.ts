import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { Mail, Provider, ProviderReceipt } from '../../domain/ports/providers';
import { classify } from './classify';
import { composeMail } from './compose-mail';
import { createConnectionPool } from './connection-pool';
import { sendOverPool } from './send-over-pool';
import { type SmtpOptions, parseSender, parseServer } from './smtp-options';

/**
 * Mail over SMTP. A delivery's mails all have the Message-ID `<key@notification-ledger>`, by which receivers drop
 * repeats. Throws on a configuration that can't work.
 */
export const createSmtpProvider = (options: SmtpOptions): Provider<Mail> => {
  const from = parseSender(options.from);
  const pool = createConnectionPool(parseServer(options));

  const send = async (mail: Mail, key: string, signal: AbortSignal) => {
    const bytes = await composeMail(mail, key, from);
    const sent = await sendOverPool(pool, { envelope: { from: from.address, to: [mail.to] }, bytes }, signal);
    const receipt = (answer: string): ProviderReceipt => ({ providerId: null, answer, bytes: bytes.toString('utf8') });
    return pipe(sent, E.bimap(classify, receipt));
  };

  return {
    name: 'smtp',
    dropsDuplicates: true,
    send: (mail, key, signal) => async () => send(mail, key, signal),
    close: async () => {
      pool.close();
    },
  };
};

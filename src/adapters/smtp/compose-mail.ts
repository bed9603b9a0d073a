import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail } from '../../domain/ports/providers';
import type { Sender } from './smtp-options';

/** The same for every attempt, so that a receiver can drop a repeat. What an atom of RFC 5322 may not hold is escaped. */
export const messageIdOf = (key: string): string => {
  const atom = key.replace(/[^A-Za-z0-9._-]/gu, (character) => `=${(character.codePointAt(0) ?? 0).toString(16)}=`);
  return `<${atom}@notification-ledger>`;
};

/** The mail as MIME. Its parts come as values, not as text to parse: nothing in them makes another header or recipient. */
export const composeMail = async ({ to, shown }: Mail, key: string, from: Sender): Promise<Buffer> =>
  new MailComposer({
    from,
    to: { name: '', address: to },
    messageId: messageIdOf(key),
    subject: shown.subject,
    text: shown.text,
    ...(shown.html === null ? {} : { html: shown.html }),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

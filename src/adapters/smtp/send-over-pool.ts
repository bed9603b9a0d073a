import * as E from 'fp-ts/Either';
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { ConnectionPool } from './connection-pool';
import { type BrokenSend, transmit } from './transmit';

type Sending = { readonly envelope: SMTPEnvelope; readonly bytes: Buffer };

/** The server said nothing and did not get the mail: the connection was gone. */
const foundItGone = ({ error, whole }: BrokenSend): boolean =>
  !whole && error.responseCode === undefined && (error.code === 'ECONNECTION' || error.code === 'ESOCKET');

/** Sends one mail. A pooled connection that the server has closed meanwhile costs no attempt: the next one is tried. */
export const sendOverPool = async (
  pool: ConnectionPool,
  mail: Sending,
  signal: AbortSignal,
): Promise<E.Either<BrokenSend, string>> => {
  for (;;) {
    const leased = await pool.acquire(signal);
    if (E.isLeft(leased)) return E.left({ error: leased.left, whole: false });
    const { connection, used } = leased.right;
    const sent = await transmit(connection, mail, signal);
    pool.release(connection, E.isRight(sent) ? 'usable' : 'failed');
    if (E.isRight(sent) || !used || !foundItGone(sent.left)) return sent;
  }
};

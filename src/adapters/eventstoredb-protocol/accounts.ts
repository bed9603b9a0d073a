import { createHash, timingSafeEqual } from 'node:crypto';

export type Account = { readonly name: string; readonly password: string; readonly roles: ReadonlyArray<string> };

/** `name` is undefined of who came without credentials. */
export type Caller = { readonly name: string | undefined; readonly roles: ReadonlyArray<string> };

type Credentials = { readonly name: string; readonly password: string };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2})$/i;

/** RFC 7617, section 2: base64 of `user:password`; the name has no colon. */
const credentialsIn = (header: string): Credentials | undefined => {
  const text = Buffer.from(BASIC.exec(header)?.[1] ?? '', 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
};

/**
 * Who an `authorization` header belongs to; undefined where it belongs to nobody. Takes as long for a wrong name as for a
 * wrong password, and for one that is nearly right.
 */
export const createAuthenticate = (accounts: ReadonlyArray<Account>): ((header: string) => Caller | undefined) => {
  const known = accounts.map((account) => ({ ...account, digest: digest(account.password) }));
  return (header) => {
    const given = credentialsIn(header);
    if (given === undefined) return undefined;
    const password = digest(given.password);
    const matching = known.filter(
      ({ name, digest: expected }) => timingSafeEqual(password, expected) && name === given.name,
    );
    return matching[0] === undefined ? undefined : { name: given.name, roles: matching[0].roles };
  };
};

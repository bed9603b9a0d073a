import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import type { Cipher, SealContext } from '../../src/domain/ports/cipher';
import type { Sealed } from '../../src/domain/shared/codecs';
import type { Json } from '../../src/domain/shared/json';

const key = { kid: 'k-1', secret: new Uint8Array(32).fill(7) };
const other = new Uint8Array(32).fill(8);
const context: SealContext = { stream: 'notification-n-1', type: 'NotificationRequested', eventId: 'e-1' };
const unsealable = E.left({ _tag: 'Unsealable', kid: 'k-1' });
const flip = (text: string): string => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`);

/** What every Cipher owes its callers. */
export const cipherContract = (cipher: Cipher): void => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = cipher.seal(key, context, value as Json);
        expect(sealed).toMatchObject({ v: 1, kid: 'k-1' });
        const asJson: unknown = JSON.parse(JSON.stringify(value));
        expect(cipher.open(key.secret, context, sealed)).toStrictEqual(E.right(asJson));
      }),
    );
  });

  it('never seals the same thing twice to the same bytes', () => {
    const [one, two] = [cipher.seal(key, context, 'a'), cipher.seal(key, context, 'a')];
    expect(one.iv).not.toBe(two.iv);
    expect(one.ct).not.toBe(two.ct);
  });

  it.each<readonly [string, Partial<SealContext>]>([
    ['stream', { stream: 'notification-n-2' }],
    ['type', { type: 'NotificationRead' }],
    ['event', { eventId: 'e-2' }],
    ['stream whose name runs into the type', { stream: 'notification-n-1|Notification', type: 'Requested' }],
  ])('does not open in another %s', (_, elsewhere) => {
    const sealed = cipher.seal(key, context, 'a');
    expect(cipher.open(key.secret, { ...context, ...elsewhere }, sealed)).toStrictEqual(unsealable);
  });

  it('does not open with another key', () => {
    expect(cipher.open(other, context, cipher.seal(key, context, 'a'))).toStrictEqual(unsealable);
  });

  it.each<readonly [string, (sealed: Sealed) => Sealed]>([
    ['a changed text', (sealed) => ({ ...sealed, ct: flip(sealed.ct) })],
    ['a changed nonce', (sealed) => ({ ...sealed, iv: flip(sealed.iv) })],
    ['a text cut short', (sealed) => ({ ...sealed, ct: sealed.ct.slice(0, -4) })],
    ['no text', (sealed) => ({ ...sealed, ct: '' })],
    ['no nonce', (sealed) => ({ ...sealed, iv: '' })],
    ['no base64url', (sealed) => ({ ...sealed, ct: '!!!' })],
  ])('does not open %s', (_, change) => {
    expect(cipher.open(key.secret, context, change(cipher.seal(key, context, 'a')))).toStrictEqual(unsealable);
  });

  it('digests the same text to the same, by key', () => {
    expect(cipher.digest(key.secret, 'a')).toBe(cipher.digest(key.secret, 'a'));
    expect(cipher.digest(key.secret, 'a')).not.toBe(cipher.digest(key.secret, 'b'));
    expect(cipher.digest(key.secret, 'a')).not.toBe(cipher.digest(other, 'a'));
    expect(cipher.digest(key.secret, 'a')).toMatch(/^[\w-]{43}$/);
    expect(cipher.digestAll(key.secret, ['a', 'b'])).toStrictEqual([
      cipher.digest(key.secret, 'a'),
      cipher.digest(key.secret, 'b'),
    ]);
  });
};

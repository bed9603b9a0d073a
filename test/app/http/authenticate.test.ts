import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as E from 'fp-ts/Either';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { createAuthenticate } from '../../../src/app/http/authenticate';
import { mintToken } from '../../../src/app/http/mint-token';
import { secretBytes } from '../../../src/app/http/token-key';
import { NOW, secret } from '../../support/http-deps';
import { createTestClock } from '../../support/test-clock';

const clock = createTestClock(NOW);
const now = Date.parse(NOW) / 1000;
const authenticate = createAuthenticate({ key: { kind: 'secret', secret }, clock });
const user = { iss: 'cloudphone-platform', aud: 'cloudphone-users', sub: 'u-1', roles: ['user'], exp: now + 60 };
const service = { aud: 'internal-services', service: 'device-service', exp: now + 60 };

const sign = async (claims: JWTPayload, key: Uint8Array | CryptoKey = secretBytes(secret), alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg, kid: 'k-1' }).sign(key);
const refused = (reason: string) => E.left({ _tag: 'Unauthenticated', reason });

describe('a token', () => {
  it('of a user names its subject, its roles and its end', async () => {
    const token = await sign({ ...user, roles: ['admin', 'auditor'] });
    const caller = { kind: 'user', id: 'u-1', roles: ['admin', 'auditor'] };
    expect(await authenticate(token)()).toStrictEqual(E.right({ caller, expiresAt: '2026-03-01T08:01:00.000Z' }));
  });
  it('of a service names the service', async () => {
    const caller = { kind: 'service', id: 'device-service' };
    expect(await authenticate(await sign(service))()).toMatchObject({ right: { caller } });
  });
  it('gives nothing for roles that the ledger does not know', async () => {
    const token = await sign({ ...user, roles: ['root', 'operator'] });
    expect(await authenticate(token)()).toMatchObject({ right: { caller: { roles: ['operator'] } } });
  });
  it('that was minted here is one of the platform', async () => {
    const token = await mintToken({ secret, clock })({ kind: 'user', id: 'u-9', roles: ['auditor'] }, 60);
    expect(await authenticate(token)()).toMatchObject({
      right: { caller: { kind: 'user', id: 'u-9', roles: ['auditor'] } },
    });
  });
  it('may end later than any instant', async () => {
    const token = await sign({ ...user, exp: 1e17 });
    expect(await authenticate(token)()).toMatchObject({ right: { expiresAt: '9999-12-31T23:59:59.000Z' } });
  });
});

describe('is refused', () => {
  const endless = { iss: user.iss, aud: user.aud, sub: user.sub };
  const cases: ReadonlyArray<readonly [string, () => Promise<string>, string]> = [
    ['an expired one', async () => sign({ ...user, exp: now }), 'expired'],
    ['one without an end', async () => sign(endless), 'claims'],
    ['one of another issuer', async () => sign({ ...user, iss: 'somebody' }), 'claims'],
    ['one for another audience', async () => sign({ ...user, aud: 'billing' }), 'claims'],
    [
      'one for both audiences',
      async () => sign({ ...user, ...service, aud: ['cloudphone-users', 'internal-services'] }),
      'claims',
    ],
    ['one without a subject', async () => sign({ ...user, sub: '' }), 'claims'],
    ['one whose roles are no list', async () => sign({ ...user, roles: 'admin' }), 'claims'],
    ['a service without a name', async () => sign({ ...service, service: 7 }), 'claims'],
    ['one that is not valid yet', async () => sign({ ...user, nbf: now + 30 }), 'claims'],
    [
      'one signed with another secret',
      async () => sign(user, secretBytes('another secret, of 32 bytes too!')),
      'signature',
    ],
    ['one without a signature', async () => new UnsecuredJWT(user).encode(), 'signature'],
    [
      'one signed by another algorithm',
      async () => sign(user, secretBytes(`${secret}${secret}`), 'HS512'),
      'signature',
    ],
    ['what is no token', async () => 'not.a.token', 'malformed'],
    ['nothing', async () => '', 'malformed'],
  ];
  it.each(cases)('%s', async (_name, token, reason) => {
    expect(await authenticate(await token())()).toStrictEqual(refused(reason));
  });
});

describe('with published keys', () => {
  const publish = async (keys: ReadonlyArray<object>, test: (url: string) => Promise<void>) => {
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys }))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      await test(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/jwks`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it.each(['RS256', 'EdDSA'])('takes %s', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    await publish([{ ...(await exportJWK(publicKey)), kid: 'k-1', alg }], async (url) => {
      const verify = createAuthenticate({ key: { kind: 'jwks', url }, clock });
      expect(await verify(await sign(user, privateKey, alg))()).toMatchObject({ right: { caller: { id: 'u-1' } } });
    });
  });
  it('never takes a published key for a shared secret', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k-1' };
    await publish([jwk], async (url) => {
      const verify = createAuthenticate({ key: { kind: 'jwks', url }, clock });
      const forged = await sign(user, secretBytes(JSON.stringify(jwk)));
      expect(await verify(forged)()).toStrictEqual(refused('signature'));
    });
  });
  it('says that nothing is known where the keys cannot be had', async () => {
    const verify = createAuthenticate({ key: { kind: 'jwks', url: 'http://127.0.0.1:1/jwks' }, clock });
    const { privateKey } = await generateKeyPair('RS256');
    expect(await verify(await sign(user, privateKey, 'RS256'))()).toStrictEqual(E.left({ _tag: 'KeysUnavailable' }));
  });
});

import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedKeyRing } from '../../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import type { KeyRing } from '../../../src/domain/ports/key-ring';
import type { ToSeal } from '../../../src/domain/ports/vault';
import type { Instant, SealedPart } from '../../../src/domain/shared/codecs';
import type { Json } from '../../../src/domain/shared/json';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { vaultOf } from '../../support/vault-of';

const ring = openEmbeddedKeyRing({ file: join(temporaryDirectory(), 'keys.db') });
const vault = vaultOf(ring);
afterAll(() => ring.close());

const part = (owner: string, value: Json, eventId = 'e-1'): ToSeal => ({
  owner,
  context: { stream: 'notification-n-1', type: 'NotificationRequested', eventId },
  value,
});
const sealAll = async (parts: ReadonlyArray<ToSeal>): Promise<ReadonlyArray<SealedPart>> =>
  right(await vault.seal(parts)()).map((sealed, i) => ({ ...parts[i]!.context, sealed }));

it('opens what it sealed, in the order given', async () => {
  const parts = await sealAll([part('recipient:u-1', 'a'), part('recipient:u-2', 'b'), part('recipient:u-1', 'c')]);
  expect(right(await vault.open(parts)())).toStrictEqual(['a', 'b', 'c'].map((value) => ({ status: 'open', value })));
});

it('says of what was sealed for an owner whose key was destroyed that it is gone, and opens the rest', async () => {
  const parts = await sealAll([part('recipient:u-3', 'a'), part('recipient:u-4', 'b')]);
  await ring.destroy(['recipient:u-3'])();
  expect(right(await vault.open(parts)())).toStrictEqual([{ status: 'gone' }, { status: 'open', value: 'b' }]);
});

it('says of what was moved to another event that it is damaged', async () => {
  const [sealed] = await sealAll([part('recipient:u-1', 'a')]);
  expect(right(await vault.open([{ ...sealed!, eventId: 'e-2' }])())).toStrictEqual([{ status: 'damaged' }]);
});

it('gives a one-time key its expiry, and the recipient none', async () => {
  const expiresAt = '2026-03-01T00:00:00.000Z' as Instant;
  await sealAll([{ ...part('once:n-1', 'secret'), expiresAt }, part('recipient:u-5', 'a')]);
  expect(right(await ring.held('once:', { limit: 9 })())).toStrictEqual([{ owner: 'once:n-1', expiresAt }]);
  expect(right(await ring.held('recipient:u-5', { limit: 9 })())).toStrictEqual([
    { owner: 'recipient:u-5', expiresAt: null },
  ]);
});

it('asks the ring once for all parts of one kind', async () => {
  const asked: Array<ReadonlyArray<string>> = [];
  const counting: KeyRing = {
    ...ring,
    ensure: (owners, options) => {
      asked.push(owners);
      return ring.ensure(owners, options);
    },
    find: (kids) => {
      asked.push(kids);
      return ring.find(kids);
    },
  };
  const watched = vaultOf(counting);
  const parts = [part('recipient:u-1', 'a'), part('recipient:u-2', 'b'), part('recipient:u-1', 'c')];
  const sealed = right(await watched.seal(parts)());
  await watched.open(sealed.map((one, i) => ({ ...parts[i]!.context, sealed: one })))();
  expect(asked.map((owners) => owners.length)).toStrictEqual([2, 2]);
});

it('seals nothing where a key is destroyed for good, and names whose', async () => {
  right(await vault.seal([part('recipient:u-7', 'a'), part('recipient:u-8', 'b')])());
  await ring.destroyForGood(['recipient:u-7', 'recipient:u-9'])();
  const parts = ['u-7', 'u-8', 'u-9', 'u-7'].map((userId) => part(`recipient:${userId}`, 'c'));
  const gone = { _tag: 'KeysGone', owners: ['recipient:u-7', 'recipient:u-9'] };
  expect(await vault.seal(parts)()).toStrictEqual(E.left(gone));
  const digested = await vault.digest('recipient:u-7', 'text')();
  expect(digested).toStrictEqual(E.left({ _tag: 'KeysGone', owners: ['recipient:u-7'] }));
  expect(right(await ring.held('recipient:u-7', { limit: 1 })())).toStrictEqual([]);
});

it('digests under the present key of the owner, and otherwise after it was destroyed', async () => {
  const before = right(await vault.digest('recipient:u-6', 'text')());
  expect(right(await vault.digest('recipient:u-6', 'text')())).toBe(before);
  await ring.destroy(['recipient:u-6'])();
  expect(right(await vault.digest('recipient:u-6', 'text')())).not.toBe(before);
});

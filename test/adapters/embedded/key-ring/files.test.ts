import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { openEmbeddedKeyRing } from '../../../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import type { Key, KeyOwner, KeyRing } from '../../../../src/domain/ports/key-ring';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';

const directory = temporaryDirectory();
const fileOf = (name: string) => join(directory, name);
const bytesOf = (name: string) =>
  Buffer.concat(
    readdirSync(directory)
      .filter((file) => file.startsWith(name))
      .map((file) => readFileSync(fileOf(file))),
  );
const holds = (name: string, secret: Uint8Array) => bytesOf(name).includes(Buffer.from(secret));
const keysOf = async (ring: KeyRing, owners: ReadonlyArray<KeyOwner>): Promise<ReadonlyMap<KeyOwner, Key>> =>
  right(await ring.ensure(owners)());

it('keeps keys over a restart, in a file for its owner alone', async () => {
  const first = openEmbeddedKeyRing({ file: fileOf('restart.db') });
  const keys = await keysOf(first, ['recipient:u-1']);
  first.close();
  const second = openEmbeddedKeyRing({ file: fileOf('restart.db') });
  expect(await keysOf(second, ['recipient:u-1'])).toStrictEqual(keys);
  for (const file of readdirSync(directory)) expect(statSync(fileOf(file)).mode & 0o777).toBe(0o600);
  second.close();
});

it('has a key in its files before it answers with it', async () => {
  const ring = openEmbeddedKeyRing({ file: fileOf('durable.db') });
  const { secret } = (await keysOf(ring, ['recipient:u-1'])).get('recipient:u-1')!;
  expect(holds('durable.db', secret)).toBe(true);
  ring.close();
});

it('has no byte of a destroyed key in any file, whatever came and went before', async () => {
  const ring = openEmbeddedKeyRing({ file: fileOf('wiped.db') });
  const dead: Array<Uint8Array> = [];
  let living: ReadonlyMap<KeyOwner, Key> = new Map();
  let made = 0;
  const step = fc.record({ add: fc.integer({ min: 0, max: 120 }), keep: fc.double({ min: 0, max: 1, noNaN: true }) });
  await fc.assert(
    fc.asyncProperty(step, fc.string({ maxLength: 60 }), async ({ add, keep }, name) => {
      const owners = Array.from({ length: add }, () => `once:${name}${made++}`);
      living = new Map([...living, ...(await keysOf(ring, owners))]);
      const going = [...living].slice(Math.ceil(living.size * keep));
      await ring.destroy(going.map(([owner]) => owner))();
      living = new Map([...living].slice(0, Math.ceil(living.size * keep)));
      dead.push(...going.map(([, { secret }]) => secret));
      const bytes = bytesOf('wiped.db');
      expect(dead.filter((secret) => bytes.includes(Buffer.from(secret)))).toStrictEqual([]);
      expect([...living.values()].filter(({ secret }) => !bytes.includes(Buffer.from(secret)))).toStrictEqual([]);
    }),
    { numRuns: 40 },
  );
  ring.close();
});

it('remembers over a restart whom it gives no key any more, and nothing else of them', async () => {
  const first = openEmbeddedKeyRing({ file: fileOf('gone.db') });
  const { kid, secret } = (await keysOf(first, ['recipient:u-1'])).get('recipient:u-1')!;
  right(await first.destroyForGood(['recipient:u-1'])());
  first.close();
  const second = openEmbeddedKeyRing({ file: fileOf('gone.db') });
  expect(await keysOf(second, ['recipient:u-1'])).toStrictEqual(new Map());
  second.close();
  const bytes = bytesOf('gone.db');
  expect([holds('gone.db', secret), bytes.includes(kid), bytes.includes('recipient:u-1')]).toStrictEqual([
    false,
    false,
    true,
  ]);
});

it('fails to destroy while another process reads, and completes it when asked again', async () => {
  const ring = openEmbeddedKeyRing({ file: fileOf('busy.db') });
  const { secret } = (await keysOf(ring, ['recipient:u-1'])).get('recipient:u-1')!;
  const reading = new DatabaseSync(fileOf('busy.db'), { readOnly: true });
  reading.exec('BEGIN');
  reading.prepare('SELECT count(*) FROM holder').get();
  expect(E.isLeft(await ring.destroy(['recipient:u-1'])())).toBe(true);
  reading.exec('COMMIT');
  reading.close();
  expect(E.isRight(await ring.destroy(['recipient:u-1'])())).toBe(true);
  expect(holds('busy.db', secret)).toBe(false);
  ring.close();
});

it('is read beside the process that writes it, and then neither makes nor destroys', async () => {
  const ring = openEmbeddedKeyRing({ file: fileOf('beside.db') });
  const keys = await keysOf(ring, ['recipient:u-1']);
  const { kid, secret } = keys.get('recipient:u-1')!;
  const reader = openEmbeddedKeyRing({ file: fileOf('beside.db'), readOnly: true });
  expect(await keysOf(reader, ['recipient:u-1'])).toStrictEqual(keys);
  expect(right(await reader.find([kid])())).toStrictEqual(new Map([[kid, secret]]));
  expect(E.isLeft(await reader.ensure(['recipient:u-2'])())).toBe(true);
  for (const destroy of [reader.destroy, reader.destroyForGood])
    expect(E.isLeft(await destroy(['recipient:u-1'])())).toBe(true);
  await ring.destroy(['recipient:u-1'])();
  expect(right(await reader.find([kid])())).toStrictEqual(new Map());
  reader.close();
  ring.close();
});

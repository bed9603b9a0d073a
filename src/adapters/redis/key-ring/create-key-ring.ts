import { randomBytes } from 'node:crypto';
import * as TE from 'fp-ts/TaskEither';
import type { HeldKey, Key, KeyOwner, KeyRing, KeyRingUnavailable } from '../../../domain/ports/key-ring';
import { Instant } from '../../../domain/shared/codecs';
import { KID_BYTES, KID_LENGTH, SECRET_LENGTH } from './layout';
import type { Argument } from '../script';
import type { RunScript } from './run-script';
import type { Scrub } from './scrub';
import { destroyScript, ensureScript, findScript, goneScript, heldScript, presentScript } from './scripts';

/** One script holds up everybody else's for as long as it runs. */
const AT_ONCE = 256;

const attempt = <A>(work: () => Promise<A>): TE.TaskEither<KeyRingUnavailable, A> =>
  TE.tryCatch(work, (cause) => ({ _tag: 'KeyRingUnavailable', cause }));

const newKey = (): ReadonlyArray<Argument> => [
  randomBytes(KID_BYTES).toString('base64url'),
  randomBytes(SECRET_LENGTH),
];

const toKey = (stored: Buffer): Key => ({
  kid: stored.toString('latin1', 0, KID_LENGTH),
  secret: new Uint8Array(stored.subarray(KID_LENGTH, KID_LENGTH + SECRET_LENGTH)),
});

const toHeld = (reply: ReadonlyArray<Buffer>): ReadonlyArray<HeldKey> =>
  reply.flatMap((owner, at) => {
    const expiresAt = reply[at + 1]?.toString();
    return at % 2 === 0 ? [{ owner: owner.toString(), expiresAt: Instant.is(expiresAt) ? expiresAt : null }] : [];
  });

/** No byte of a text in UTF-8 is 255. */
const boundsOf = (prefix: string, after: KeyOwner | undefined): readonly [Buffer, Buffer] => {
  const isInside = after !== undefined && Buffer.compare(Buffer.from(after), Buffer.from(prefix)) >= 0;
  const low = Buffer.from(isInside ? `(${after}` : `[${prefix}`);
  return [low, Buffer.concat([Buffer.from(`(${prefix}`), Buffer.from([255])])];
};

type Ring = {
  readonly run: RunScript;
  /** Rejects while the Redis is not known to keep what it acknowledges: nothing is made or destroyed then. */
  readonly durable: () => Promise<void>;
  readonly scrub: Scrub;
};

/** Asks a script about the keys, so many at once; '' in its answer stands for nothing. */
const inChunks = async <A>(
  keys: ReadonlyArray<string>,
  ask: (some: ReadonlyArray<string>) => Promise<unknown>,
  toValue: (stored: Buffer) => A,
): Promise<ReadonlyMap<string, A>> => {
  const found = new Map<string, A>();
  const distinct = [...new Set(keys)];
  for (let from = 0; from < distinct.length; from += AT_ONCE) {
    const some = distinct.slice(from, from + AT_ONCE);
    const reply = (await ask(some)) as ReadonlyArray<Buffer>;
    some.forEach((key, at) => {
      const stored = reply[at];
      if (stored !== undefined && stored.length > 0) found.set(key, toValue(stored));
    });
  }
  return found;
};

/**
 * A ring that several processes share. It remembers no key, since another process may destroy one at any time. Each call is
 * one script for each 256 keys: what it looks at and what it changes is of one instant, and answered once it is durable.
 */
export const createKeyRing = ({ run, durable, scrub }: Ring): KeyRing => {
  const destroy = (owners: ReadonlyArray<KeyOwner>, forGood: boolean): TE.TaskEither<KeyRingUnavailable, void> =>
    attempt(async () => {
      await durable();
      for (let from = 0; from < owners.length; from += AT_ONCE)
        await run(destroyScript, [forGood ? '1' : '0', ...owners.slice(from, from + AT_ONCE)]);
      await scrub();
    });
  return {
    ensure: (owners, { expiresAt } = {}) =>
      attempt(async () => {
        await durable();
        const make = async (some: ReadonlyArray<KeyOwner>): Promise<unknown> =>
          run(ensureScript, [expiresAt ?? '', ...some.flatMap((owner) => [owner, ...newKey()])]);
        return inChunks(owners, make, toKey);
      }),
    find: (kids) =>
      attempt(async () =>
        inChunks(
          kids,
          async (some) => run(findScript, some),
          (secret) => new Uint8Array(secret),
        ),
      ),
    destroy: (owners) => destroy(owners, false),
    destroyForGood: (owners) => destroy(owners, true),
    gone: (owners) =>
      attempt(async () => {
        const found = await inChunks(
          owners,
          async (some) => run(goneScript, some),
          () => true,
        );
        return new Set(found.keys());
      }),
    held: (prefix, { after, limit }) =>
      attempt(async () => {
        const reply = await run(heldScript, [...boundsOf(prefix, after), String(limit)]);
        return toHeld(reply as ReadonlyArray<Buffer>);
      }),
  };
};

const refuse = async (): Promise<never> => {
  throw new Error('The key ring was opened to be read only');
};

/** Makes no key (`ensure` answers present ones, else fails) and destroys none. */
export const toReadOnly = (ring: KeyRing, run: RunScript): KeyRing => ({
  ...ring,
  ensure: (owners) =>
    attempt(async () => {
      const present = await inChunks(owners, async (some) => run(presentScript, some), toKey);
      return present.size === new Set(owners).size ? present : refuse();
    }),
  destroy: () => attempt(refuse),
  destroyForGood: () => attempt(refuse),
});

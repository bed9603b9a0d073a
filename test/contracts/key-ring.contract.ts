import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import type { Instant } from '../../src/domain/shared/codecs';
import type { KeyOwner, KeyRing } from '../../src/domain/ports/key-ring';
import { right } from '../support/right';

/** What every KeyRing owes its callers. Each case has its own ring. */
export const keyRingContract = (open: () => Promise<KeyRing>): void => {
  it('makes one key for an owner, and keeps to it', async () => {
    const ring = await open();
    const made = right(await ring.ensure(['recipient:u-1'])());
    expect(made.get('recipient:u-1')?.secret).toHaveLength(32);
    expect(right(await ring.ensure(['recipient:u-1'])())).toStrictEqual(made);
  });

  it('gives callers of one moment the same key', async () => {
    const ring = await open();
    const [one, two] = await Promise.all([
      ring.ensure(['recipient:u-1', 'recipient:u-2'])(),
      ring.ensure(['recipient:u-2'])(),
    ]);
    expect(right(two).get('recipient:u-2')).toStrictEqual(right(one).get('recipient:u-2'));
  });

  it('gives each owner a key of its own, once for each that is named', async () => {
    const ring = await open();
    const keys = right(await ring.ensure(['recipient:u-1', 'recipient:u-2', 'recipient:u-1'])());
    expect([...keys.keys()]).toStrictEqual(['recipient:u-1', 'recipient:u-2']);
    expect(keys.get('recipient:u-1')?.secret).not.toStrictEqual(keys.get('recipient:u-2')?.secret);
    expect(keys.get('recipient:u-1')?.kid).not.toBe(keys.get('recipient:u-2')?.kid);
  });

  it('finds keys by name, and leaves out names that never were', async () => {
    const ring = await open();
    const key = right(await ring.ensure(['ledger:seal'])()).get('ledger:seal')!;
    expect(right(await ring.find([key.kid, 'never'])())).toStrictEqual(new Map([[key.kid, key.secret]]));
  });

  it('finds nothing of a destroyed key, and gives its owner another one', async () => {
    const ring = await open();
    const before = right(await ring.ensure(['recipient:u-1'])()).get('recipient:u-1')!;
    expect(await ring.destroy(['recipient:u-1', 'recipient:nobody'])()).toStrictEqual(E.right(undefined));
    expect(right(await ring.find([before.kid])())).toStrictEqual(new Map());
    const after = right(await ring.ensure(['recipient:u-1'])()).get('recipient:u-1')!;
    expect(after.kid).not.toBe(before.kid);
    expect(after.secret).not.toStrictEqual(before.secret);
    expect(right(await ring.find([before.kid, after.kid])())).toStrictEqual(new Map([[after.kid, after.secret]]));
  });

  it('forgets a key that is destroyed while others ask for it', async () => {
    const ring = await open();
    const asked = [ring.ensure(['recipient:u-1'])(), ring.ensure(['recipient:u-1'])()];
    const [first] = asked.map(async (answer) => answer.then(async (keys) => ring.destroy([...right(keys).keys()])()));
    await first;
    const { kid } = right(await asked[1]!).get('recipient:u-1')!;
    expect(right(await ring.find([kid])())).toStrictEqual(new Map());
  });

  it('leaves the keys of others alone', async () => {
    const ring = await open();
    const keys = right(await ring.ensure(['recipient:u-1', 'recipient:u-2'])());
    await ring.destroy(['recipient:u-1'])();
    const { kid, secret } = keys.get('recipient:u-2')!;
    expect(right(await ring.find([kid])())).toStrictEqual(new Map([[kid, secret]]));
  });

  it('never again gives a key to an owner that was destroyed for good, and serves the others', async () => {
    const ring = await open();
    const before = right(await ring.ensure(['recipient:u-1'])()).get('recipient:u-1')!;
    expect(await ring.destroyForGood(['recipient:u-1'])()).toStrictEqual(E.right(undefined));
    expect(right(await ring.find([before.kid])())).toStrictEqual(new Map());
    for (const expiresAt of [undefined, '2026-03-01T00:00:00.000Z' as Instant]) {
      const options = expiresAt === undefined ? {} : { expiresAt };
      const keys = right(await ring.ensure(['recipient:u-1', 'recipient:u-2', 'recipient:u-1'], options)());
      expect([...keys.keys()]).toStrictEqual(['recipient:u-2']);
    }
    expect(right(await ring.held('recipient:', { limit: 9 })()).map(({ owner }) => owner)).toStrictEqual([
      'recipient:u-2',
    ]);
  });

  it('bars an owner that never had a key, or has lost it, and takes a repeat for no change', async () => {
    const ring = await open();
    await ring.ensure(['recipient:u-1'])();
    await ring.destroy(['recipient:u-1'])();
    for (let time = 0; time < 2; time += 1)
      expect(await ring.destroyForGood(['recipient:u-1', 'recipient:nobody'])()).toStrictEqual(E.right(undefined));
    await ring.destroy(['recipient:u-1', 'recipient:nobody'])();
    expect(right(await ring.ensure(['recipient:u-1', 'recipient:nobody'])())).toStrictEqual(new Map());
  });

  it('says who was destroyed for good, and of nobody else', async () => {
    const ring = await open();
    await ring.ensure(['recipient:u-1', 'recipient:u-2', 'recipient:u-3'])();
    await ring.destroy(['recipient:u-2'])();
    await ring.destroyForGood(['recipient:u-3', 'recipient:nobody'])();
    const owners = ['recipient:u-1', 'recipient:u-2', 'recipient:u-3', 'recipient:nobody', 'recipient:unheard-of'];
    expect(right(await ring.gone(owners)())).toStrictEqual(new Set(['recipient:u-3', 'recipient:nobody']));
    expect(right(await ring.gone([])())).toStrictEqual(new Set());
  });

  it('leaves no key of an owner that is destroyed for good, whatever is asked for at the same time', async () => {
    const owner = fc.constantFrom<KeyOwner>('recipient:u-1', 'recipient:u-2', 'recipient:u-3');
    const act = fc.constantFrom('ensure' as const, 'destroy' as const, 'destroyForGood' as const);
    const call = fc.record({ act, owner });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), fc.func(fc.boolean()), async (calls, waits) => {
        const ring = await open();
        const asked: Array<Promise<E.Either<unknown, unknown>>> = [];
        for (const [index, { act: method, owner: of }] of calls.entries()) {
          asked.push(ring[method]([of])());
          if (waits(index)) await Promise.all(asked);
        }
        for (const answer of await Promise.all(asked)) right(answer);
        const gone = new Set(calls.filter(({ act: method }) => method === 'destroyForGood').map(({ owner: of }) => of));
        const held = right(await ring.held('recipient:', { limit: 9 })()).map(({ owner: of }) => of);
        expect(held.filter((of) => gone.has(of))).toStrictEqual([]);
        expect([...right(await ring.ensure([...gone])()).keys()]).toStrictEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('lists who holds a key, by the beginning of the name, page by page, with its expiry', async () => {
    const ring = await open();
    const expiresAt = '2026-03-01T00:00:00.000Z' as Instant;
    await ring.ensure(['once:n-1', 'once:n-3', 'once:n-2'], { expiresAt })();
    await ring.ensure(['recipient:u-1', 'once:n-2', 'once:n-4', 'oncemore'])();
    await ring.destroy(['once:n-3'])();
    const first = right(await ring.held('once:', { limit: 2 })());
    expect(first).toStrictEqual([
      { owner: 'once:n-1', expiresAt },
      { owner: 'once:n-2', expiresAt },
    ]);
    expect(right(await ring.held('once:', { after: 'once:n-2', limit: 2 })())).toStrictEqual([
      { owner: 'once:n-4', expiresAt: null },
    ]);
  });
};

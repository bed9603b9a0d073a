import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import type { Spool, SpoolFile } from '../../src/domain/ports/spool';
import { right } from '../support/right';

const written = async (file: SpoolFile, pieces: ReadonlyArray<Uint8Array>): Promise<void> => {
  for (const piece of pieces) right(await file.write(piece)());
};
const readAll = async (file: SpoolFile): Promise<ReadonlyArray<Buffer>> => {
  const found: Array<Buffer> = [];
  for await (const piece of file.read()) found.push(Buffer.from(right(piece)));
  return found;
};

/** What every Spool owes its callers. */
export const spoolContract = (open: () => Spool): void => {
  it('gives back what was written, piece by piece, in order, as often as it is read', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, async (given) => {
        const file = right(await open().open()());
        await written(file, given);
        const expected = given.map((piece) => Buffer.from(piece));
        expect(await readAll(file)).toStrictEqual(expected);
        expect(await readAll(file)).toStrictEqual(expected);
        await file.discard();
      }),
      { numRuns: 25 },
    );
  });

  it('takes nothing more once it is read', async () => {
    const file = right(await open().open()());
    await written(file, [Buffer.from('a')]);
    await readAll(file);
    expect(await file.write(Buffer.from('b'))()).toMatchObject(E.left({ _tag: 'SpoolUnavailable' }));
    expect(await readAll(file)).toStrictEqual([Buffer.from('a')]);
    await file.discard();
  });

  it('keeps two files apart', async () => {
    const spool = open();
    const [one, other] = [right(await spool.open()()), right(await spool.open()())];
    await written(one, [Buffer.from('1')]);
    await written(other, [Buffer.from('2')]);
    await one.discard();
    expect(await readAll(other)).toStrictEqual([Buffer.from('2')]);
    await other.discard();
  });

  it('fails to read what was discarded, and discards it again without harm', async () => {
    const file = right(await open().open()());
    await written(file, [Buffer.from('a')]);
    await file.discard();
    await file.discard();
    for await (const piece of file.read()) expect(piece).toMatchObject(E.left({ _tag: 'SpoolUnavailable' }));
  });
};

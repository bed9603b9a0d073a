import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedSpool } from '../../../../src/adapters/embedded/spool/open-embedded-spool';
import type { SpoolFile } from '../../../../src/domain/ports/spool';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';

const directory = temporaryDirectory();
let opened = 0;

const spooled = async (...pieces: ReadonlyArray<string>) => {
  const folder = join(directory, `spool-${String((opened += 1))}`);
  const spool = openEmbeddedSpool(folder);
  const file = right(await spool.open()());
  for (const piece of pieces) right(await file.write(Buffer.from(piece))());
  const [name = ''] = readdirSync(folder);
  return { folder, file, path: join(folder, name) };
};
const outcomes = async (file: SpoolFile): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  for await (const piece of file.read()) found.push(E.isRight(piece) ? String(Buffer.from(piece.right)) : 'damaged');
  return found;
};

it('lies in a file that nobody else can read, and says nothing of what is in it', async () => {
  const { folder, path } = await spooled('u-1 is told', 'of everything');
  expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toStrictEqual([0o700, 0o600]);
  expect(readFileSync(path).toString('latin1')).not.toMatch(/u-1|everything/);
});

it('is gone when it is discarded, and whatever a dead process left is gone at the next start', async () => {
  const { folder, file } = await spooled('a');
  await file.discard();
  expect(readdirSync(folder)).toStrictEqual([]);
  writeFileSync(join(folder, 'left'), 'over');
  openEmbeddedSpool(folder);
  expect(readdirSync(folder)).toStrictEqual([]);
});

it('tells a file that was cut short, or changed at any byte, from what was written', async () => {
  const { file, path } = await spooled('first', 'second');
  expect(await outcomes(file)).toStrictEqual(['first', 'second']);
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect((await outcomes(file)).at(-1)).toBe('damaged');
  }
  writeFileSync(path, whole);
  truncateSync(path, whole.length - 20);
  expect(await outcomes(file)).toStrictEqual(['first', 'second', 'damaged']);
});

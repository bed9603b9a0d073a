import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import type { StoredEvent } from '../../../../src/domain/shared/stored-event';
import { withFlippedBit } from '../../../support/bytes';
import { newEvent } from '../../../support/journal-events';
import {
  type ImageFile,
  type JournalImage,
  imageFiles,
  openAndRead,
  recordImages,
  withImage,
  without,
} from '../../../support/journal-image';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';

const folder = temporaryDirectory();
const RUNS = process.env['LEDGER_TEST_SIZE'] === 'full' ? 3000 : 100;

let content: ReadonlyArray<StoredEvent>;
let killed: JournalImage;
let closed: JournalImage;

beforeAll(async () => {
  const recording = await recordImages(folder);
  for (let n = 0; n < 40; n += 1) {
    const stream = `notification-${String(n % 17)}`;
    const events = [1, 200, n % 10 === 0 ? 9000 : 40].map((size) =>
      newEvent({ data: { text: String(n % 10).repeat(size) } }),
    );
    right(await recording.journal.append(stream, 'any', events)());
  }
  ({ image: killed, content } = await recording.killed());
  closed = await recording.closed();
});

/** Either refused with a place in one of the files, which are left as they were; or all is there, unchanged. */
const expectNoSilentLoss = async (image: Partial<JournalImage>): Promise<void> =>
  withImage(folder, image, async (dataDir) => {
    const opened = await openAndRead(dataDir);
    if ('content' in opened) {
      expect(opened.content).toStrictEqual(content);
      return;
    }
    const { file, offset, detail } = opened.damage;
    const name = basename(file) as ImageFile;
    expect(imageFiles).toContain(name);
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(image[name]?.length ?? 0);
    expect(detail).not.toBe('');
    for (const each of imageFiles) {
      const path = join(dataDir, each);
      const left = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      expect(left.equals(image[each] ?? Buffer.alloc(0))).toBe(true);
    }
  });

const where = fc.record({ file: fc.constantFrom(...imageFiles), place: fc.nat({ max: 1_000_000 }), bit: fc.nat(7) });

describe.each([
  ['after a kill', () => killed],
  ['after it was closed', () => closed],
])('a journal %s', (_, image) => {
  it('is whole', async () => {
    expect(await withImage(folder, image(), openAndRead)).toStrictEqual({ content });
  });

  it('of which any bit has flipped is refused with the place, or nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(where, async ({ file, place, bit }) => {
        const bytes = image()[file];
        fc.pre(bytes.length > 0);
        const flipped = withFlippedBit(bytes, Math.floor((place / 1_000_001) * bytes.length), bit);
        await expectNoSilentLoss({ ...image(), [file]: flipped });
      }),
      { numRuns: RUNS },
    );
  });

  it('of which any file is cut short is refused with the place, or nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(where, async ({ file, place }) => {
        const bytes = image()[file];
        await expectNoSilentLoss({
          ...image(),
          [file]: bytes.subarray(0, Math.floor((place / 1_000_001) * bytes.length)),
        });
      }),
      { numRuns: RUNS },
    );
  });

  it.each(imageFiles)('of which %s is gone is refused with the place, or nothing is lost', async (file) => {
    await expectNoSilentLoss(without(image(), file));
  });
});

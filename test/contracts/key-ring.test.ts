import { join } from 'node:path';
import type { EmbeddedKeyRing } from '../../src/adapters/embedded/key-ring/embedded-key-ring';
import { openEmbeddedKeyRing } from '../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { temporaryDirectory } from '../support/temporary-directory';
import { keyRingContract } from './key-ring.contract';

describe('on SQLite', () => {
  const directory = temporaryDirectory();
  const rings: Array<EmbeddedKeyRing> = [];
  afterEach(() => {
    for (const ring of rings.splice(0)) ring.close();
  });
  let count = 0;
  keyRingContract(() => {
    const ring = openEmbeddedKeyRing({ file: join(directory, `${count++}.db`) });
    rings.push(ring);
    return ring;
  });
});

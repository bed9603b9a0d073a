import { join } from 'node:path';
import { openEmbeddedSpool } from '../../src/adapters/embedded/spool/open-embedded-spool';
import { temporaryDirectory } from '../support/temporary-directory';
import { spoolContract } from './spool.contract';

const directory = temporaryDirectory();
let opened = 0;

describe('the embedded spool', () => {
  spoolContract(() => openEmbeddedSpool(join(directory, `spool-${String((opened += 1))}`)));
});

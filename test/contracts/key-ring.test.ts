import { join } from 'node:path';
import { openEmbeddedKeyRing } from '../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { openRedisKeyRing } from '../../src/adapters/redis/key-ring/open-redis-key-ring';
import { systemClock as clock } from '../../src/adapters/system/clock';
import { systemIds as ids } from '../../src/adapters/system/ids';
import { silent as logger } from '../support/http-deps';
import { durably, redisForTests } from '../support/redis';
import { right } from '../support/right';
import { temporaryDirectory } from '../support/temporary-directory';
import { keyRingContract } from './key-ring.contract';

const closings: Array<() => void | Promise<void>> = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

describe('on SQLite', () => {
  const directory = temporaryDirectory();
  let count = 0;
  keyRingContract(async () => {
    const ring = openEmbeddedKeyRing({ file: join(directory, `${count++}.db`) });
    closings.push(ring.close);
    return ring;
  });
});

describe('on Redis', () => {
  const server = redisForTests(...durably);
  keyRingContract(async () => {
    await server().client().flushall();
    const { keyRing, close } = right(await openRedisKeyRing({ url: server().url, ids, clock, logger })());
    closings.push(close);
    return keyRing;
  });
});

/** `lock DIR`: takes the lock of a data directory, says so, and holds it until it is killed. */
import { createServer } from 'node:net';
import { lockDataDir } from '../../../src/adapters/embedded/data-dir-lock';
import { right } from '../right';

const main = async (dataDir: string): Promise<void> => {
  right(await lockDataDir(dataDir)());
  console.log('locked');
  createServer().listen(0, '127.0.0.1');
};

void main(process.argv[2] ?? '');

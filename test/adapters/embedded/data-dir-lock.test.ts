import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { lockDataDir } from '../../../src/adapters/embedded/data-dir-lock';
import { right } from '../../support/right';
import { linesUntil, runProcess } from '../../support/run-process';
import { temporaryDirectory } from '../../support/temporary-directory';

const folder = temporaryDirectory();

describe('the lock on a data directory', () => {
  it('is had by one; another learns who has it, and has it after that one let it go', async () => {
    const dataDir = join(folder, 'made', 'by-it');
    const lock = right(await lockDataDir(dataDir)());
    expect(await lockDataDir(dataDir)()).toStrictEqual(E.left({ _tag: 'DataDirLocked', dataDir, pid: process.pid }));
    lock.release();
    right(await lockDataDir(dataDir)()).release();
  });

  it('is another process’s while that lives, however it ends', async () => {
    const dataDir = join(folder, 'killed');
    const holder = runProcess('lock', [dataDir]);
    await linesUntil(holder, (line) => line === 'locked');
    const { pid } = holder.child;
    expect(await lockDataDir(dataDir)()).toStrictEqual(E.left({ _tag: 'DataDirLocked', dataDir, pid }));
    holder.child.kill('SIGKILL');
    await holder.ended;
    right(await lockDataDir(dataDir)()).release();
  });

  it('says that a directory can’t be used', async () => {
    const dataDir = join(__filename, 'not-a-directory');
    expect(await lockDataDir(dataDir)()).toMatchObject(E.left({ _tag: 'DataDirUnusable', dataDir }));
  });
});

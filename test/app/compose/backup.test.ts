import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/adapters/system/clock';
import { checkLedger } from '../../../src/app/audit/check-ledger';
import type { Manifest } from '../../../src/app/backup/manifest';
import { backUp } from '../../../src/app/compose/back-up';
import { explainBackupFailure } from '../../../src/app/compose/explain-backup-failure';
import { explainStartFailure } from '../../../src/app/compose/start-failure';
import { readNotificationHistory } from '../../../src/app/queries/read-notification-history';
import { openHistory } from '../../../src/app/queries/open-history';
import type { NotificationId } from '../../../src/domain/shared/codecs';
import {
  backUpTo,
  filesOf,
  flip,
  type LedgerWithTraffic,
  newFolder,
  reading,
  requestFor,
  restoreTo,
  startLedgerIn,
  startTraffic,
  tryToStart,
  vouchFor,
} from '../../support/backing-up';
import { left } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { until } from '../../support/until';

const directory = temporaryDirectory();
const ROWS = 6;
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** What an auditor reads of it: the title, or that it was erased. */
const shown = async (dataDir: string, id: string): Promise<unknown> =>
  reading(dataDir, async ({ journal, vault }) => {
    const history = right(await readNotificationHistory(journal, id as NotificationId)());
    return right(await openHistory({ journal, vault })(history)())[0]?.personal;
  });

const findingsIn = async (dataDir: string): Promise<ReadonlyArray<unknown>> =>
  reading(dataDir, async ({ journal, keyRing, openAside }) => {
    const deps = { journal, keyRing, openAside, views: undefined, clock: systemClock, onProgress: () => {} };
    return right(await checkLedger(deps)).findings;
  });

let ledger: LedgerWithTraffic;
beforeAll(async () => {
  ledger = await startLedgerIn(newFolder(directory));
}, 60_000);
afterAll(async () => {
  await ledger.stop();
});

describe('a backup', () => {
  it('has all that was acknowledged before it began, and every key of it, while new people are told all the time', async () => {
    const traffic = startTraffic(ledger.api, ROWS);
    await until('traffic', () => traffic.acknowledged().length > 50);
    const before = traffic.acknowledged();
    const dir = newFolder(directory);
    const report = right(await backUpTo(ledger.dataDir, dir));
    const during = traffic.acknowledged().length - before.length;
    await traffic.stop();
    expect(during).toBeGreaterThan(0);
    expect(report.lost).toStrictEqual([]);
    expect(report.manifest.parts).toMatchObject({ withoutKey: 0, damaged: 0 });

    const dataDir = newFolder(directory);
    expect(right(await restoreTo(dir, dataDir)).manifest).toStrictEqual(report.manifest);
    for (const id of before)
      expect(await shown(dataDir, id)).toMatchObject({ title: expect.stringMatching(/^For u-/) });
    expect(await findingsIn(dataDir)).toStrictEqual([]);
  });

  it('is for its owner only, and so is what is restored from it', async () => {
    const [dir, dataDir] = [newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, dir));
    right(await restoreTo(dir, dataDir));
    expect(filesOf(dir)).toStrictEqual(['backup.json', 'journal.db', 'keys.db']);
    expect(filesOf(dataDir)).toStrictEqual(['journal.db', 'keys.db']);
    for (const folder of [dir, dataDir]) {
      expect(modeOf(folder)).toBe('700');
      for (const name of filesOf(folder)) expect([name, modeOf(join(folder, name))]).toStrictEqual([name, '600']);
    }
  });

  it('goes into an empty folder only, and says where an earlier one was cut short', async () => {
    const dir = newFolder(directory);
    right(await backUpTo(ledger.dataDir, dir));
    expect(left(await backUpTo(ledger.dataDir, dir))).toStrictEqual({ _tag: 'TargetNotEmpty', dir, cutShort: false });
    rmSync(join(dir, 'backup.json'));
    expect(left(await backUpTo(ledger.dataDir, dir))).toStrictEqual({ _tag: 'TargetNotEmpty', dir, cutShort: true });
  });

  it('of a journal that is damaged is none, and nothing of it is left', async () => {
    const [dir, dataDir, next] = [newFolder(directory), newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, dir));
    right(await restoreTo(dir, dataDir));
    flip(join(dataDir, 'journal.db'), 'TemplateCreated');
    expect(left(await backUpTo(dataDir, next))).toMatchObject({ _tag: 'JournalDamaged' });
    expect(filesOf(next)).toStrictEqual([]);
  });

  it('that fails when it was copied already leaves nothing', async () => {
    const dir = newFolder(directory);
    const onProgress = (step: string): void => {
      if (step === 'verifying') throw Object.assign(new Error('it was cut off'), { code: 'EIO' });
    };
    const failure = left(await backUp({ dataDir: ledger.dataDir, dir, clock: systemClock, onProgress }));
    expect(explainBackupFailure(failure)).toContain('EIO');
    expect(filesOf(dir)).toStrictEqual([]);
  });

  it('becomes a ledger that goes on', async () => {
    const id = await requestFor(ledger.api, 'u-1');
    const [dir, dataDir] = [newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, dir));
    right(await restoreTo(dir, dataDir));
    const restored = await startLedgerIn(dataDir);
    try {
      await requestFor(restored.api, 'u-1');
      const { body } = await restored.api.call('GET', `/notifications/${id}`);
      expect(body).toMatchObject({ id, title: 'For u-1' });
    } finally {
      await restored.stop();
    }
  });
});

describe('the key of an erased recipient', () => {
  it('that came back with an older key ring is destroyed again', async () => {
    const erased = await requestFor(ledger.api, 'erased');
    const other = await requestFor(ledger.api, 'other');
    const [older, newer, dataDir] = [newFolder(directory), newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, older));
    expect((await ledger.api.call('DELETE', '/recipients/erased')).status).toBe(204);
    const { manifest } = right(await backUpTo(ledger.dataDir, newer));
    copyFileSync(join(older, 'keys.db'), join(newer, 'keys.db'));
    await vouchFor(newer, manifest);
    expect(await shown(newer, erased)).toMatchObject({ title: 'For erased' });

    expect(right(await restoreTo(newer, dataDir))).toMatchObject({
      erased: 1,
      destroyed: { ofErased: 1, ofSecrets: 0 },
    });
    expect(await shown(dataDir, erased)).toStrictEqual({ erased: true });
    expect(await shown(dataDir, other)).toMatchObject({ title: 'For other' });
    const again = await startLedgerIn(dataDir);
    const refused = await again.api.call('POST', '/notifications', {
      userId: 'erased',
      type: 't',
      title: 't',
      body: 'b',
    });
    await again.stop();
    expect(refused.status).toBe(422);
  });
});

describe('a backup that is not whole', () => {
  const manifestIn = (dir: string): Manifest => JSON.parse(readFileSync(join(dir, 'backup.json'), 'utf8')) as Manifest;
  const rewrite = (dir: string, changes: Partial<Manifest>): void =>
    writeFileSync(join(dir, 'backup.json'), JSON.stringify({ ...manifestIn(dir), ...changes }));

  type Spoil = (dir: string) => void | Promise<void>;
  it.each<[string, Spoil, string]>([
    ['that is not there', (dir) => rmSync(dir, { recursive: true }), 'There is no backup'],
    ['that was cut short', (dir) => rmSync(join(dir, 'backup.json')), 'was cut short: it has no manifest'],
    ['whose manifest is half a file', (dir) => truncateSync(join(dir, 'backup.json'), 100), 'not whole JSON'],
    ['of a later version', (dir) => rewrite(dir, { format: 2 as never }), '/format is not what it should be'],
    ['whose manifest names other files', (dir) => rewrite(dir, { files: [] }), 'does not name the files'],
    ['without its keys', (dir) => rmSync(join(dir, 'keys.db')), 'keys.db is not what was backed up: it is missing'],
    ['whose keys were cut off', (dir) => truncateSync(join(dir, 'keys.db'), 4096), 'it has 4096 bytes and should have'],
    ['with a bit that changed', (dir) => flip(join(dir, 'journal.db')), 'its checksum is not that of the manifest'],
    ['of another ledger', (dir) => rewrite(dir, { ledgerId: 'another' }), 'its journal is that of another ledger'],
    ['of another end', (dir) => rewrite(dir, { head: { position: '3', eventId: 'e' } }), 'not at 3'],
    [
      'whose keys open less than they did',
      (dir) => rewrite(dir, { parts: { ...manifestIn(dir).parts, opened: 1_000_000 } }),
      'where the backup counted 1000000',
    ],
  ])('%s is refused, with the reason, and nothing is restored', async (_, spoil, reason) => {
    const [dir, dataDir] = [newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, dir));
    await spoil(dir);
    expect(explainBackupFailure(left(await restoreTo(dir, dataDir)))).toContain(reason);
    mkdirSync(dataDir, { recursive: true });
    expect(filesOf(dataDir)).toStrictEqual([]);
  });
});

describe('a DATA_DIR', () => {
  it('that holds anything is left as it is', async () => {
    const dir = newFolder(directory);
    right(await backUpTo(ledger.dataDir, dir));
    const failure = left(await restoreTo(dir, ledger.dataDir));
    expect(failure).toStrictEqual({ _tag: 'DataDirNotEmpty', dataDir: ledger.dataDir, cutShort: false });
  });

  it('in which a restore was cut short is no ledger: no server starts there, and nothing is restored over it', async () => {
    const [dir, dataDir] = [newFolder(directory), newFolder(directory)];
    right(await backUpTo(ledger.dataDir, dir));
    mkdirSync(join(dataDir, 'restoring'), { recursive: true });
    expect(left(await restoreTo(dir, dataDir))).toMatchObject({ _tag: 'DataDirNotEmpty', cutShort: true });
    expect(explainStartFailure(left(await tryToStart(dataDir)))).toContain('was cut short');
  });
});

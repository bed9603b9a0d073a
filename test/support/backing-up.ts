import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/adapters/system/clock';
import { checkParts } from '../../src/app/backup/check-parts';
import { hashFile } from '../../src/app/backup/hash-file';
import { type Manifest, manifestName, manifestText } from '../../src/app/backup/manifest';
import { backUp } from '../../src/app/compose/back-up';
import { type Config, decodeConfig } from '../../src/app/compose/config';
import { openForReading, type Reading } from '../../src/app/compose/open-for-reading';
import { restoreBackup } from '../../src/app/compose/restore-backup';
import { type RunningLedger, startLedger } from '../../src/app/compose/start-ledger';
import { writeWholeFile } from '../../src/app/compose/write-whole-file';
import { type Api, apiOf } from './api';
import { silent } from './http-deps';
import { right } from './right';

const unheard = (): void => {};
const rateLimits = { user: 1_000_000, trusted: 1_000_000, anonymous: 1_000_000 };

export type LedgerWithTraffic = RunningLedger & { readonly dataDir: string; readonly api: Api };

export const newFolder = (directory: string): string => join(mkdtempSync(join(directory, 'f-')), 'made');

const configOf = (dataDir: string): Config => right(decodeConfig({ PORT: '0', DATA_DIR: dataDir }));

export const tryToStart = async (dataDir: string) => startLedger(configOf(dataDir), silent)();

/** A ledger in this process, to which an admin may send as much as they like. */
export const startLedgerIn = async (dataDir: string): Promise<LedgerWithTraffic> => {
  const ledger = right(await startLedger(configOf(dataDir), silent, { rateLimits })());
  await ledger.ready;
  const token = (await ledger.mint?.({ kind: 'user', id: 'root', roles: ['admin'] }, 3_600)) ?? '';
  return { ...ledger, dataDir, api: apiOf(ledger.url, token) };
};

/** The id of a notification of somebody new, once it was acknowledged. */
export const requestFor = async (api: Api, userId: string): Promise<string> => {
  const body = { userId, type: 'note', title: `For ${userId}`, body: 'A body', channels: ['websocket'] };
  const { status, body: answer } = await api.call('POST', '/notifications', body);
  if (status !== 201) throw new Error(`the request was answered with ${String(status)}`);
  return (answer as { readonly id: string }).id;
};

/** Requests for new people, one after another in several rows, until it is stopped. */
export const startTraffic = (api: Api, rows: number) => {
  const acknowledged: Array<string> = [];
  let isOver = false;
  const row = async (name: number): Promise<void> => {
    for (let n = 0; !isOver; n += 1)
      acknowledged.push(await requestFor(api, `u-${String(name)}-${String(n)}-${String(Date.now())}`));
  };
  const running = Promise.all(Array.from({ length: rows }, async (_, name) => row(name)));
  return {
    acknowledged: (): ReadonlyArray<string> => [...acknowledged],
    stop: async (): Promise<void> => {
      isOver = true;
      await running;
    },
  };
};

export const backUpTo = async (dataDir: string, dir: string) =>
  backUp({ dataDir, dir, clock: systemClock, onProgress: unheard });
export const restoreTo = async (dir: string, dataDir: string) =>
  restoreBackup({ dir, dataDir, clock: systemClock, onProgress: unheard });

export const reading = async <A>(dataDir: string, work: (of: Reading) => Promise<A>): Promise<A> => {
  const opened = right(await openForReading({ DATA_DIR: dataDir })());
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
};

/** Makes the manifest say what stands in the folder now, so that nothing but its contents can be wrong with it. */
export const vouchFor = async (dir: string, manifest: Manifest): Promise<void> => {
  const { parts, head } = await reading(dir, async (copy) => right(await checkParts(copy, unheard)));
  const files = [];
  for (const { name } of manifest.files) files.push(await hashFile(join(dir, name), name, unheard));
  const told = { ...manifest, parts, files, head: { ...head, position: String(head.position) } };
  writeWholeFile(join(dir, manifestName), manifestText(told));
};

/** What stands in a folder, locks apart; nothing where it is not there. */
export const filesOf = (dir: string): ReadonlyArray<string> =>
  (existsSync(dir) ? readdirSync(dir) : []).filter((name) => !name.startsWith('lock.')).sort();

/** One bit becomes another: where this text stands, else in the middle. */
export const flip = (file: string, where?: string): void => {
  const bytes = readFileSync(file);
  const at = where === undefined ? Math.floor(bytes.length / 2) : bytes.lastIndexOf(where);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
};

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { complaintAbout } from './complaint-about';
import { DamageFound } from './damage';
import { type Digest, createDigester } from './digest';
import type { Head } from './head-marker';
import type { JournalFiles } from './journal-files';
import { locateRecord } from './locate-record';
import { asRecord, checksumOf, positionOf } from './record';

export type Progress = { readonly verified: number; readonly total: number };

type Row = readonly [position: number, record: unknown];

const REPORT_EVERY = 20_000;

const complaint = (record: Buffer, row: number, due: number, acknowledged: Head | undefined): string | undefined => {
  const broken = complaintAbout(record);
  if (broken !== undefined) return `event ${due} is damaged: ${broken}`;
  if (positionOf(record) !== due || row !== due) return `event ${due} is missing, or stands at another place`;
  if (due !== acknowledged?.position || checksumOf(record) === acknowledged.checksum) return undefined;
  return `event ${due} is not the one that was acknowledged`;
};

/**
 * Reads every record: each must match its checksum, and the positions must be 1, 2, 3, … without a hole. Throws
 * DamageFound. Answers with what the records say; how many there are is for the caller to judge.
 */
export const verifyEvents = (
  database: DatabaseSyncInstance,
  files: JournalFiles,
  acknowledged: Head | undefined,
  report: (progress: Progress) => void,
): Digest => {
  const [total] = database.prepare('SELECT coalesce(max(position), 0) FROM events').get() as readonly [number];
  const rows = database.prepare('SELECT position, record FROM events ORDER BY position').iterate() as Iterable<Row>;
  const digester = createDigester();
  let due = 1;
  for (const [position, column] of rows) {
    const record = asRecord(column);
    const detail = complaint(record, position, due, acknowledged);
    if (detail !== undefined) throw new DamageFound({ ...locateRecord(files, record), detail });
    digester.add(record);
    if (due % REPORT_EVERY === 0) report({ verified: due, total });
    due += 1;
  }
  report({ verified: due - 1, total });
  return digester.result();
};

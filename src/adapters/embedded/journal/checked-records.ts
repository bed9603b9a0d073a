import { complaintAbout } from './complaint-about';
import { DamageFound } from './damage';
import type { JournalFiles } from './journal-files';
import { locateRecord } from './locate-record';

/** How a run of records is numbered. `due` is the number of its first, where that is known. */
export type Numbering = {
  readonly numberOf: (record: Buffer) => number;
  readonly due: number | undefined;
  readonly step: 1 | -1;
};

const complaint = (record: Buffer, { numberOf, due }: Numbering): string | undefined => {
  const broken = complaintAbout(record);
  if (broken !== undefined)
    return due === undefined ? `an event is damaged: ${broken}` : `event ${due} is damaged: ${broken}`;
  const number = numberOf(record);
  return due === undefined || number === due ? undefined : `event ${due} is missing before event ${number}`;
};

/** The records, each found whole and following the one before it without a hole. Throws DamageFound. */
export const checkedRecords = (
  files: JournalFiles,
  records: ReadonlyArray<Buffer>,
  numbering: Numbering,
): ReadonlyArray<Buffer> => {
  let next = numbering.due;
  for (const record of records) {
    const detail = complaint(record, { ...numbering, due: next });
    if (detail !== undefined) throw new DamageFound({ ...locateRecord(files, record), detail });
    next = numbering.numberOf(record) + numbering.step;
  }
  return records;
};

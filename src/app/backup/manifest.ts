import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { Instant, Whole } from '../../domain/shared/codecs';

const decimal = t.refinement(t.string, (text) => /^\d{1,20}$/.test(text), 'Decimal');
const hex = t.refinement(t.string, (text) => /^[0-9a-f]{64}$/.test(text), 'Sha256');

/** How many sealed parts the journal has, and how many of them have a key that opens them. */
export const PartCounts = t.strict({ sealed: Whole, opened: Whole, withoutKey: Whole, damaged: Whole }, 'PartCounts');
export type PartCounts = t.TypeOf<typeof PartCounts>;

const BackupFile = t.strict({ name: t.string, bytes: Whole, sha256: hex }, 'BackupFile');
export type BackupFile = t.TypeOf<typeof BackupFile>;

/** What a backup holds. It is written last, so that where it stands the backup is whole. */
export const Manifest = t.strict(
  {
    format: t.literal(1),
    ledgerId: t.string,
    createdAt: Instant,
    /** The last event of the journal in the backup. */
    head: t.strict({ position: decimal, eventId: t.string }),
    parts: PartCounts,
    files: t.readonlyArray(BackupFile),
  },
  'Manifest',
);
export type Manifest = t.TypeOf<typeof Manifest>;

export const manifestName = 'backup.json';

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(Manifest.encode(manifest), null, 2)}\n`;

/** On the left, why it is none that this version can read. */
export const readManifest = (text: string): E.Either<string, Manifest> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => 'it is not whole JSON',
    ),
    E.chain((value) =>
      pipe(
        Manifest.decode(value),
        E.mapLeft((errors) => `${errors[0]?.context.map(({ key }) => key).join('/') || '/'} is not what it should be`),
      ),
    ),
  );

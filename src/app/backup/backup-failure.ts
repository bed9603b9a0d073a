import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { PartCounts } from './manifest';

/** Why a backup was not made, or not taken for one. */
export type BackupFailure =
  /** `cutShort`: it holds the beginning of a backup, and no manifest. */
  | { readonly _tag: 'TargetNotEmpty'; readonly dir: string; readonly cutShort: boolean }
  | { readonly _tag: 'CopyFailed'; readonly dir: string; readonly cause: unknown }
  | { readonly _tag: 'NoBackup'; readonly dir: string }
  | { readonly _tag: 'BackupCutShort'; readonly dir: string }
  | { readonly _tag: 'ManifestUnreadable'; readonly file: string; readonly why: string }
  | { readonly _tag: 'FileDiffers'; readonly file: string; readonly why: string }
  | { readonly _tag: 'BackupInconsistent'; readonly dir: string; readonly why: string }
  | { readonly _tag: 'DataDirNotEmpty'; readonly dataDir: string; readonly cutShort: boolean }
  | KeyRingUnavailable;

/** Where a count of the restored parts is another than that of the backup; undefined where they agree. */
export const differenceOf = (expected: PartCounts, found: PartCounts): string | undefined => {
  const names = ['sealed', 'opened', 'withoutKey', 'damaged'] as const;
  const name = names.find((one) => expected[one] !== found[one]);
  if (name === undefined) return undefined;
  return `${found[name]} sealed parts are ${name}, where the backup counted ${expected[name]}`;
};

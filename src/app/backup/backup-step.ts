/** Told how far a step of a backup or a restore has come. */
export type BackupStep = (step: string, done: number, total: number) => void;

import type { Logger } from '../../domain/ports/logger';
import { errorCode } from '../../domain/shared/error-code';

/** Where it happened, without what it says: a message may hold what a log must not. */
const placeOf = (defect: unknown): string | null => {
  const frames = defect instanceof Error ? (defect.stack ?? '').split('\n') : [];
  return frames.find((line) => line.trimStart().startsWith('at '))?.trim() ?? null;
};

/** Logs the loops that end by a defect; `broken` resolves with the name of the first. */
export const defectLog = (
  logger: Logger,
): { readonly broken: Promise<string>; readonly onDefect: (name: string, defect: unknown) => void } => {
  let resolve: (loop: string) => void = () => undefined;
  const broken = new Promise<string>((first) => {
    resolve = first;
  });
  return {
    broken,
    onDefect: (loop, defect) => {
      logger.error('a loop has ended by a defect', { loop, error: errorCode(defect), place: placeOf(defect) });
      resolve(loop);
    },
  };
};

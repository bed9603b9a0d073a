import { priorities, type Priority } from '../../../domain/shared/codecs';

/** What is handed out by its priority. */
export type Prioritized = { readonly priority: Priority };

/** The work of one lane: a first-in-first-out line for each priority, and what was put off. */
export type PriorityLines<W extends Prioritized> = {
  readonly put: (work: W) => void;
  /** Until something changes: behind its priority again with the next `bringBack`. */
  readonly putOff: (work: W) => void;
  readonly bringBack: () => void;
  readonly take: () => W | undefined;
  readonly size: () => number;
  readonly hasPutOff: () => boolean;
};

export const createPriorityLines = <W extends Prioritized>(): PriorityLines<W> => {
  const lines = priorities.map((priority) => ({ priority, line: new Array<W>() }));
  const later: Array<W> = [];
  const put = (work: W): void => {
    lines.find(({ priority }) => priority === work.priority)?.line.push(work);
  };
  return {
    put,
    putOff: (work) => {
      later.push(work);
    },
    bringBack: () => {
      later.splice(0).forEach(put);
    },
    take: () => lines.find(({ line }) => line.length > 0)?.line.shift(),
    size: () => lines.reduce((sum, { line }) => sum + line.length, later.length),
    hasPutOff: () => later.length > 0,
  };
};

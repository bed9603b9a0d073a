import type { Work } from '../../../domain/ports/work-queue';
import { priorities } from '../../../domain/shared/codecs';

/** The work of one channel: a first-in-first-out line for each priority, and what was put off. */
export type ChannelQueue = {
  readonly put: (work: Work) => void;
  /** Until something changes: behind its priority again with the next `bringBack`. */
  readonly putOff: (work: Work) => void;
  readonly bringBack: () => void;
  readonly take: () => Work | undefined;
  readonly size: () => number;
  readonly hasPutOff: () => boolean;
};

export const createChannelQueue = (): ChannelQueue => {
  const lines = priorities.map((priority) => ({ priority, line: new Array<Work>() }));
  const later: Array<Work> = [];
  const put = (work: Work): void => {
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

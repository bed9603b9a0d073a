import type { SocketLimits } from './limits';

/** Whether one more bad frame, at this age of the socket in seconds, is within what is borne. */
export const createFaultBudget = ({ badFrames, badFrameSeconds }: SocketLimits): ((age: number) => boolean) => {
  let window = 0;
  let faults = 0;
  return (age) => {
    const current = Math.floor(age / badFrameSeconds);
    faults = current === window ? faults + 1 : 1;
    window = current;
    return faults <= badFrames;
  };
};

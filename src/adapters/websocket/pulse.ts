import type { SocketLimits } from './limits';

/** What a second that has gone by means for a socket: nothing, a ping, or that its peer is silent. */
export type Beat = 'none' | 'ping' | 'silent';

/** Counts seconds, so that a step of the clock closes nobody. */
export type Pulse = {
  readonly heard: () => void;
  readonly second: () => Beat;
  readonly age: () => number;
};

export const createPulse = ({ pingSeconds, silenceSeconds }: SocketLimits): Pulse => {
  let age = 0;
  let heardAt = 0;
  return {
    heard: () => {
      heardAt = age;
    },
    second: () => {
      age += 1;
      if (age - heardAt > silenceSeconds) return 'silent';
      return age % pingSeconds === 0 ? 'ping' : 'none';
    },
    age: () => age,
  };
};

const SHORTEST_MILLIS = 100;
const LONGEST_MILLIS = 3_000;

/** How long to wait before try number `attempt` (from 1 on) to connect: doubled each time up to 3 s, the upper half of it by chance. */
export const backOffMillis = (attempt: number, fraction: number): number => {
  const whole = Math.min(SHORTEST_MILLIS * 2 ** Math.min(attempt - 1, 10), LONGEST_MILLIS);
  return whole / 2 + (whole / 2) * fraction;
};

import { callOff } from '../../domain/shared/call-off';

/**
 * Runs with a signal of its own, which aborts with the outer one and in any case at the end, so that nothing it began to
 * wait for is left behind. (`AbortSignal.any` would keep every short-lived signal for as long as the outer one lives.)
 */
export const inScope = async <A>(outer: AbortSignal, run: (signal: AbortSignal) => Promise<A>): Promise<A> => {
  const scope = new AbortController();
  const abort = (): void => callOff(scope);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  try {
    return await run(scope.signal);
  } finally {
    outer.removeEventListener('abort', abort);
    abort();
  }
};

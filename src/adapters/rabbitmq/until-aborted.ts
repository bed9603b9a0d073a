/** Resolves once one of the signals aborts, and leaves no listener behind. */
export const untilAborted = async (...signals: ReadonlyArray<AbortSignal>): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      for (const signal of signals) signal.removeEventListener('abort', finish);
      resolve();
    };
    for (const signal of signals) signal.addEventListener('abort', finish);
    if (signals.some(({ aborted }) => aborted)) finish();
  });

/** The cause of what follows from a batch, the same for every worker: of two at the same thing one writes, the other repeats. */
export const batchCause = (batchId: string): string => `batch:${batchId}`;

/** Given, since a reason of its own would be made, with its stack, for each of the many small waits. */
const calledOff = new Error('what was waited for has come, or is wanted no more');

/** Aborts what nobody waits for any more. */
export const callOff = (controller: AbortController): void => controller.abort(calledOff);

/** The reason code of an attempt of which nobody knows whether it was sent. */
export const outcomeUnknown = 'outcome-unknown';

/** So many unknown outcomes end a round. They use up no try, so without a limit they could go on for ever. */
export const unknownOutcomeLimit = 10;

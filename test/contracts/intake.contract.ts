import { consumingLaws } from './intake-consuming.laws';
import type { IntakeUnderTest } from './intake-under-test';
import { verdictLaws } from './intake-verdicts.laws';

/** What every Intake owes its callers. */
export const intakeContract = (open: () => Promise<IntakeUnderTest>): void => {
  verdictLaws(open);
  consumingLaws(open);
};

import type { Views } from '../../domain/ports/views';
import { askRange, askRow, type Placed, type Question } from '../question';
import { deadLetterKey, DeadLetterRow, deadLettersView, openIndex, sameCauseIndex } from './row';

type Place = Placed<DeadLetterRow>['place'];

export type DeadLettersQuestions = {
  /** Open or not. */
  readonly deadLetter: (parkId: string) => Question<DeadLetterRow | undefined>;
  /** Those that wait for an operator, the longest waiting first. */
  readonly open: (after: Place | undefined, limit: number) => Question<ReadonlyArray<Placed<DeadLetterRow>>>;
  readonly openCount: () => Question<number>;
  /** How many of one event type wait for one reason. */
  readonly openOfCause: (eventType: string, reason: string) => Question<number>;
};

/** What is asked of the view `dead-letters`. */
export const deadLettersQuestions = (views: Views): DeadLettersQuestions => {
  const ask = askRow(views, deadLettersView, DeadLetterRow);
  const askPage = askRange(views, deadLettersView, DeadLetterRow);
  return {
    deadLetter: (parkId) => ask(deadLetterKey(parkId)),
    open: (after, limit) => askPage(openIndex, after === undefined ? { limit } : { after, limit }),
    openCount: () => views.count(deadLettersView, openIndex),
    openOfCause: (eventType, reason) => views.count(deadLettersView, sameCauseIndex(eventType, reason)),
  };
};

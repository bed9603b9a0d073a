import * as E from 'fp-ts/Either';
import { createLruCache } from '../domain/shared/lru-cache';
import type { Position } from '../domain/shared/stored-event';
import type { ActiveTemplate, TemplatesQuestions } from '../projections/templates/questions';

type Ask = TemplatesQuestions['activeTemplate'];
type Answer = { readonly position: Position; readonly value: ActiveTemplate | undefined };

const REMEMBERED = 500;

/**
 * Answers from memory for as long as the view stands where it stood at the answer, by the word of the runner that moves it
 * in this process. Where none does, `position` never agrees, and each question is asked.
 */
export const rememberTemplates = (ask: Ask, position: () => Position): Ask => {
  const answers = createLruCache<string, Answer>(REMEMBERED);
  return (code, locale) => async () => {
    const name = JSON.stringify([code, locale]);
    const before = answers.get(name);
    if (before?.position === position()) return E.right(before);
    const answer = await ask(code, locale)();
    if (E.isRight(answer)) answers.set(name, answer.right);
    return answer;
  };
};

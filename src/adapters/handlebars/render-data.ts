import type { HelperOptions } from 'handlebars';
import { LimitExceeded } from './limit-exceeded';
import { limits } from './limits';

/** What a rendering carries along, where no template can name it. */
export type RenderData = {
  readonly locale: string;
  readonly timezone: string;
  readonly budget: { steps: number };
  /** What one run of a loop's body costs: the nodes of the template. */
  readonly weight: number;
};

export const renderDataOf = ({ data }: HelperOptions): RenderData => data as RenderData;

/** Throws LimitExceeded once the loops have run too often. */
export const spendStep = ({ budget, weight }: RenderData): void => {
  budget.steps -= weight;
  if (budget.steps < 0) throw new LimitExceeded('too-many-steps');
};

/** Throws LimitExceeded once a part has become too long. */
export const checkLength = (text: string): string => {
  if (text.length > limits.output) throw new LimitExceeded('output-too-large');
  return text;
};

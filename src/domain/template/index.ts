import type { Decider } from '../shared/decider';
import type { TemplateCommand } from './commands';
import { decide } from './decide';
import type { TemplateEvent } from './events';
import { evolve } from './evolve';
import type { TemplateRejection } from './rejections';
import { initialState, type TemplateState } from './state';

/** One template in one locale, on `template-<code>.<locale>`. */
export const template: Decider<TemplateCommand, TemplateState, TemplateEvent, TemplateRejection> = {
  initialState,
  evolve,
  decide,
};

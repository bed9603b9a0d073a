/** What the scheduler says of its tasks; those of the platform itself have no user. */
import { canonicalJson, type Json } from '../shared/json';
import { Anything, Id, Text, User, When } from './fields';
import { platformEvent } from './platform-event';

const task = { taskId: Id, taskName: Text, taskType: Text };
const owner = { userId: User };

const longestResult = 500;
const inWords = (result: Json | undefined) => {
  if (result === undefined) return undefined;
  const text = (typeof result === 'string' ? result : canonicalJson(result)).slice(0, longestResult);
  return { zh: text, en: text };
};

export const schedulerEvents = [
  platformEvent({
    eventType: 'scheduler.task_completed',
    required: { ...task, completedAt: When },
    /** Whatever the task answered, also nothing. */
    optional: { ...owner, result: Anything },
    audience: 'user-or-nobody',
    notice: { template: 'scheduler.task_completed', channels: ['websocket'], priority: 'P3', bypasses: [] },
    wording: ({ result }) => ({ resultText: inWords(result) }),
  }),
  platformEvent({
    eventType: 'scheduler.task_failed',
    required: { ...task, error: Text, failedAt: When },
    optional: owner,
    audience: 'user-or-operators',
    notice: { template: 'scheduler.task_failed', channels: ['websocket', 'email'], priority: 'P3', bypasses: [] },
  }),
];

import type { Views } from '../../domain/ports/views';
import { askRange, askRow, type Placed, type Question } from '../question';
import { alertKey, AlertRow, alertsView, openIndex } from './row';

type Page = { readonly after: Placed<AlertRow>['place'] | undefined; readonly limit: number };

export type AlertsQuestions = {
  /** The last alert of a cause, open or not. */
  readonly lastOf: (cause: string) => Question<AlertRow | undefined>;
  /** Those that are not cleared, the oldest first. */
  readonly open: (page: Page) => Question<ReadonlyArray<Placed<AlertRow>>>;
};

/** What is asked of the view `alerts`. */
export const alertsQuestions = (views: Views): AlertsQuestions => {
  const ask = askRow(views, alertsView, AlertRow);
  const askPage = askRange(views, alertsView, AlertRow);
  return {
    lastOf: (cause) => ask(alertKey(cause)),
    open: ({ after, limit }) => askPage(openIndex, after === undefined ? { limit } : { after, limit }),
  };
};

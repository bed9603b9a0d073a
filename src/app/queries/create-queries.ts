import type { Clock } from '../../domain/ports/clock';
import type { Journal } from '../../domain/ports/journal';
import type { Vault } from '../../domain/ports/vault';
import type { Views } from '../../domain/ports/views';
import type { Queries } from '../queries';
import type { ViewProgress } from '../workers/view-progress';
import { createAsOfQuery } from './as-of/as-of-query';
import { createBatchQueries } from './batch-queries';
import { createDeliveryQueries } from './delivery-queries';
import { createHistoryQueries } from './history-queries';
import { createInboxQueries } from './inbox-queries';
import { createRecipientQuery } from './recipient-query';
import { createStatisticsQuery } from './statistics-query';
import { createWaitForView } from './wait-for-view';

export type QueriesDeps = {
  readonly views: Views;
  readonly journal: Journal;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly progress: ViewProgress;
};

/** Everything that is read, over the views and the journal. */
export const createQueries = (deps: QueriesDeps): Queries => {
  const reading = { ...deps, waitForView: createWaitForView(deps.progress) };
  return {
    ...createInboxQueries(reading),
    ...createDeliveryQueries(reading),
    ...createBatchQueries(reading),
    recipient: createRecipientQuery(reading),
    statistics: createStatisticsQuery(reading),
    ...createHistoryQueries(reading),
    ...createAsOfQuery(reading),
  };
};

import type { JsonObject } from '../domain/shared/json';
import type { HistoryEvent } from './queries';

type HistoryJson = Readonly<Record<string, unknown>> & { readonly data: JsonObject };

/** The sealed parts say nothing to a reader; what they hold stands opened beside them. */
const withoutSealed = (data: object): JsonObject =>
  Object.fromEntries(Object.entries(data as JsonObject).filter(([name]) => name !== 'personal' && name !== 'secrets'));

/** An event of the history as JSON has it, for auditors: positions as decimal text, `personal` opened. */
export const historyJson = (recorded: HistoryEvent): HistoryJson => ({
  position: String(recorded.position),
  stream: recorded.stream,
  revision: String(recorded.revision),
  id: recorded.id,
  type: recorded.event.type,
  at: recorded.at,
  actor: recorded.actor,
  correlationId: recorded.correlationId,
  causationId: recorded.causationId,
  data: withoutSealed(recorded.event.data),
  personal: recorded.personal ?? null,
});

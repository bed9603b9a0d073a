import { canonicalJson, type JsonObject } from '../../domain/shared/json';
import { historyJson } from '../history-json';
import type { HistoryEvent } from '../queries';

const csvColumns = [
  'position',
  'stream',
  'revision',
  'id',
  'type',
  'at',
  'actorKind',
  'actorId',
  'correlationId',
  'causationId',
  'data',
  'personal',
] as const;

/** RFC 4180: a field with a comma, a quote or a line break stands in quotes, and a quote in it is doubled. */
const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

export const csvHeader: string = csvColumns.join(',');

/** An event as a row: `data` and `personal` as JSON texts. Without its line break, which RFC 4180 wants to be CR LF. */
export const csvLine = (recorded: HistoryEvent): string => {
  const { data, personal } = historyJson(recorded) as {
    readonly data: JsonObject;
    readonly personal: JsonObject | null;
  };
  const { position, stream, revision, id, event, at, actor, correlationId, causationId } = recorded;
  const fields = [position, stream, revision, id, event.type, at, actor.kind, actor.id, correlationId, causationId];
  return [...fields.map(String), canonicalJson(data), personal === null ? '' : canonicalJson(personal)]
    .map(quoted)
    .join(',');
};

import { type EventType, ledgerEventCodecs } from '../../src/domain/events';
import { Metadata } from '../../src/domain/shared/metadata';
import { definition, fieldsOf, namedParts, type Shape, typeText } from './describe-type';
import { eventMeanings, streams } from './event-meanings';
import { fieldMeanings } from './field-meanings';

const intro = `# Events

Made from the codecs by \`npm run docs\`; what stands here is what is stored. Every event carries metadata:
${fieldsOf(Metadata)
  .map(([name]) => `\`${name}\``)
  .join(', ')}: what it belongs to, what caused it, who did it, when (the only
time that readers use), and the version of its shape. Its id is derived from its cause, so that doing a thing again writes the
same event. What is personal or secret is a \`Sealed\` part, readable as long as its key lives; all else stays readable for ever.`;

const types = Object.keys(ledgerEventCodecs) as ReadonlyArray<EventType>;

const dataOf = (type: EventType): ReadonlyArray<readonly [string, Shape]> => {
  const [, data] = fieldsOf(ledgerEventCodecs[type]).find(([name]) => name === 'data') ?? [];
  return data === undefined ? [] : fieldsOf(data);
};

const meaningOf = (type: EventType, field: string): string => {
  const meaning = fieldMeanings[`${type}.${field}`] ?? fieldMeanings[field];
  if (meaning === undefined) throw new Error(`scripts/events-doc/field-meanings.ts lacks ${type}.${field}`);
  return meaning;
};

const eventPart = (type: EventType): string => {
  const rows = dataOf(type).map(([name, codec]) => `| \`${name}\` | ${typeText(codec)} | ${meaningOf(type, name)} |`);
  return [`### ${type}\n`, `${eventMeanings[type].says}\n`, '| field | type | |', '|---|---|---|', ...rows].join('\n');
};

const streamPart = ({ stream, tells }: (typeof streams)[number]): string => {
  const own = types.filter((type) => eventMeanings[type].stream === stream);
  return [`## \`${stream}\``, tells, ...own.map(eventPart)].join('\n\n');
};

const typesPart = (): string => {
  const parts = types.flatMap(dataOf).flatMap(([, codec]) => namedParts(codec));
  const byName = new Map(parts.map((part) => [part.name, definition(part)]));
  const rows = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `| ${name} | ${text} |`);
  return ['## Types\n', '| name | is |', '|---|---|', ...rows].join('\n');
};

/** The page of all events, as one text. */
export const eventsPage = (): string => `${[intro, ...streams.map(streamPart), typesPart()].join('\n\n')}\n`;

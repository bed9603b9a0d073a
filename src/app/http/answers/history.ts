import * as t from 'io-ts';
import { nullable } from '../../../domain/shared/codecs';
import { closedObject } from '../codecs/closed-object';
import { withSchema } from '../codecs/documented';
import { Instant } from '../codecs/instants';
import { AnyJsonObject } from '../codecs/json-object';

const decimal = /^[0-9]+$/;
const Place = withSchema(
  t.refinement(t.string, (text) => decimal.test(text), 'Place'),
  'a decimal string',
  { type: 'string', pattern: decimal.source },
);
const Personal = withSchema(
  t.refinement(t.unknown, () => true, 'Personal'),
  'anything',
  { description: 'The opened parts, or {"erased": true}.' },
);
const Actor = closedObject('Actor', { kind: t.keyof({ user: null, service: null, system: null }), id: t.string }, {});

/** One event as an auditor reads it: its place, its cause, what it says, and its personal parts opened. */
const Event = closedObject(
  'Event',
  {
    position: Place,
    stream: t.string,
    revision: Place,
    id: t.string,
    type: t.string,
    at: Instant,
    actor: Actor,
    correlationId: t.string,
    causationId: t.string,
    data: AnyJsonObject,
    personal: Personal,
  },
  {},
);

export const History = closedObject('History', { data: t.readonlyArray(Event) }, {});
export const HistoryPage = closedObject(
  'HistoryPage',
  { data: t.readonlyArray(Event), nextCursor: nullable(t.string) },
  {},
);

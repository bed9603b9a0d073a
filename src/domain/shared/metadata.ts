import * as t from 'io-ts';
import { Instant, Whole } from './codecs';

/** An event's metadata. `$correlationId` and `$causationId` are EventStoreDB's own names; `v` is the schema version. */
export const Metadata = t.strict(
  {
    $correlationId: t.string,
    $causationId: t.string,
    actor: t.strict({ kind: t.keyof({ user: null, service: null, system: null }), id: t.string }),
    at: Instant,
    v: Whole,
  },
  'Metadata',
);
export type Metadata = t.TypeOf<typeof Metadata>;

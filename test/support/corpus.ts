import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as t from 'io-ts';
import { right } from './right';

const folder = join(__dirname, '..', 'corpus', 'platform');
const Fields = t.record(t.string, t.unknown);
const Understood = t.strict({ name: t.string, routedAs: t.string, body: Fields, payload: Fields, envelope: Fields });
const Fault = t.strict({ path: t.string, expected: t.string });
const Malformed = t.intersection([
  t.strict({ kind: t.string, name: t.string, routedAs: t.string, faults: t.array(Fault) }),
  t.partial({ body: Fields, raw: t.string, base64: t.string }),
]);

/** A message a line. */
const read = <A>(codec: t.Type<A, unknown>, file: string): ReadonlyArray<A> =>
  readFileSync(join(folder, `${file}.ndjson`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => right(codec.decode(JSON.parse(line))));

const sources = ['user', 'device', 'app', 'billing', 'scheduler', 'media', 'system'];

/** Messages as publishers write them, and what the ledger is to read in them. */
export const understoodMessages = sources.flatMap((source) => read(Understood, source));

const bytesOf = ({ body, raw, base64 }: t.TypeOf<typeof Malformed>): Uint8Array =>
  base64 === undefined ? Buffer.from(raw ?? JSON.stringify(body)) : Buffer.from(base64, 'base64');

/** Messages that can't be understood, of several kinds, and what is to be reported. */
export const malformedMessages = read(Malformed, 'malformed').map((message) => ({
  ...message,
  bytes: bytesOf(message),
}));

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { ledgerEventCodecs } from '../../src/domain/events';
import { decodeEvent } from '../../src/domain/shared/decode-event';
import { Metadata } from '../../src/domain/shared/metadata';

const folder = join(__dirname, '..', 'golden');
const files = readdirSync(folder);
const Golden = t.type({ type: t.string, data: t.UnknownRecord, metadata: t.UnknownRecord });
const decode = decodeEvent(ledgerEventCodecs);

/** Each shape that was ever written, `<event>.<n>.json`; a file is never edited once it is released. */
const goldenIn = (file: string): t.TypeOf<typeof Golden> => {
  const stored: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  if (!Golden.is(stored)) throw new Error(`${file} is no stored event`);
  return stored;
};

it.each(Object.keys(ledgerEventCodecs))('%s has a golden file', (type) => {
  expect(files.filter((file) => file.startsWith(`${type}.`))).not.toStrictEqual([]);
});

describe.each(files)('%s', (file) => {
  const { type, data, metadata } = goldenIn(file);

  it('is named for what it holds', () => {
    expect(file).toMatch(new RegExp(`^${type}\\.\\d+\\.json$`));
  });

  it('is read, with nothing lost', () => {
    expect(decode({ type, data })).toStrictEqual(E.right({ type, data }));
    expect(Metadata.decode(metadata)).toStrictEqual(E.right(metadata));
  });
});

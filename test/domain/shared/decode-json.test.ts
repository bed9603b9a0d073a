import * as t from 'io-ts';
import { decodeJson } from '../../../src/domain/shared/decode-json';

const read = decodeJson(t.strict({ by: t.string }));

it('reads what is JSON of the kind', () => {
  expect(read('{"by":"a"}')).toStrictEqual({ by: 'a' });
});

it.each(['', '{"by":', '{"by":1}', 'null', '[]'])('reads nothing of another text: %j', (text) => {
  expect(read(text)).toBeUndefined();
});

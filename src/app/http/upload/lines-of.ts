import { isUtf8 } from 'node:buffer';
import * as E from 'fp-ts/Either';
import type { HttpFailure } from '../http-failure';
import { jsonFault } from '../json-fault';
import type { FieldError } from '../../failure';
import type { Upload } from '../route';

/** Room for 16 KiB of data with every character escaped, and for what stands beside it. */
const LONGEST_LINE = 128 * 1024;
/** So many lines are looked at before others have their turn. */
const LINES_AT_ONCE = 128;
const NEWLINE = 0x0a;

/** `line`: its number, counted from 1. `fault`: JSON that can't be kept. */
export type JsonLine = { readonly line: number; readonly value: unknown; readonly fault: FieldError | undefined };
export type JsonLines = AsyncGenerator<E.Either<HttpFailure, ReadonlyArray<JsonLine>>, void>;

const broken = (line: number, message: string): E.Either<HttpFailure, never> =>
  E.left({ _tag: 'InvalidInput', errors: [{ path: '', message, line }] });

const parsed = (text: string): E.Either<unknown, unknown> =>
  E.tryCatch(
    () => JSON.parse(text) as unknown,
    (cause) => cause,
  );

const read = (bytes: Buffer, line: number): E.Either<HttpFailure, JsonLine> => {
  if (bytes.length > LONGEST_LINE) return broken(line, `is longer than ${String(LONGEST_LINE)} bytes`);
  const value = isUtf8(bytes) ? parsed(bytes.toString('utf8')) : E.left(undefined);
  if (E.isLeft(value)) return broken(line, 'is no JSON');
  return E.right({ line, value: value.right, fault: jsonFault(value.right) });
};

const isBlank = (bytes: Buffer): boolean => bytes.toString('latin1').trim() === '';

/**
 * A body of lines, each one JSON value (NDJSON); blank ones are passed over, and counted. It ends with the first that can't
 * be read, or with what ended the upload.
 */
export const jsonLinesOf = async function* (upload: Upload): JsonLines {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let page: Array<JsonLine> = [];

  const take = (bytes: Buffer): E.Either<HttpFailure, void> => {
    line += 1;
    if (isBlank(bytes)) return E.right(undefined);
    const one = read(bytes, line);
    if (E.isLeft(one)) return one;
    page.push(one.right);
    return E.right(undefined);
  };
  const takeAll = function* (bytes: Buffer): Generator<E.Either<HttpFailure, ReadonlyArray<JsonLine>>, boolean> {
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      const taken = take(bytes.subarray(from, end));
      from = end + 1;
      if (E.isLeft(taken)) {
        yield taken;
        return false;
      }
      if (page.length < LINES_AT_ONCE) continue;
      yield E.right(page);
      page = [];
    }
    rest = bytes.subarray(from);
    return true;
  };

  for await (const chunk of upload) {
    if (E.isLeft(chunk)) {
      yield chunk;
      return;
    }
    const isWell = yield* takeAll(Buffer.concat([rest, chunk.right]));
    if (!isWell) return;
    if (rest.length > LONGEST_LINE) {
      yield broken(line + 1, `is longer than ${String(LONGEST_LINE)} bytes`);
      return;
    }
  }
  const last = take(rest);
  if (E.isLeft(last)) yield last;
  else if (page.length > 0) yield E.right(page);
};

import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import * as t from 'io-ts';
import { nullable } from '../../domain/shared/codecs';
import { writeWholeFile } from './write-whole-file';

/**
 * What a running server leaves in DATA_DIR for the command line beside it: where it listens, and a token for it (null
 * where tokens are not its own to give).
 */
export const ServerFile = t.strict({ url: t.string, token: nullable(t.string), pid: t.number }, 'ServerFile');
export type ServerFile = t.TypeOf<typeof ServerFile>;

export const writeServerFile = (file: string, content: ServerFile): void =>
  writeWholeFile(file, `${JSON.stringify(ServerFile.encode(content))}\n`);

export const removeServerFile = (file: string): void => rmSync(file, { force: true });

/** Undefined where no server has left one, or what stands there is not whole JSON of this shape. */
export const readServerFile = (file: string): ServerFile | undefined => {
  if (!existsSync(file)) return undefined;
  const parsed = E.tryCatch(
    () => JSON.parse(readFileSync(file, 'utf8')) as unknown,
    () => undefined,
  );
  const decoded = E.isRight(parsed) ? ServerFile.decode(parsed.right) : parsed;
  return E.isRight(decoded) ? decoded.right : undefined;
};

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';

/** The process's variables over those of a `.env` in the working directory. */
export const readEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
  file: string,
): Readonly<Record<string, string | undefined>> => ({
  ...(existsSync(file) ? parse(readFileSync(file, 'utf8')) : {}),
  ...environment,
});

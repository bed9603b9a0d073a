import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type Config, type ConfigFault, decodeConfig } from './config';
import { readEnvironment } from './read-environment';
import { everyRole, type Roles } from './roles';

const lineOf = ({ variable, problem }: ConfigFault): string => `  ${variable} ${problem}\n`;

/** The process's configuration, or its faults in words, one a line. `defaults` stand where the environment is silent. */
export const loadConfig = (
  defaults: Readonly<Record<string, string>> = {},
  roles: Roles = everyRole,
): E.Either<string, Config> =>
  pipe(
    decodeConfig({ ...defaults, ...readEnvironment(process.env, join(process.cwd(), '.env')) }, roles),
    E.mapLeft((faults) => `The configuration can't be used:\n${faults.map(lineOf).join('')}`),
  );

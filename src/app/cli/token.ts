import { Command, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/Either';
import { Role } from '../../domain/recipient/events';
import { systemMint } from '../compose/system-mint';
import { loadConfig } from '../compose/load-config';
import type { TokenOwner } from '../http/mint-token';
import { complain } from './complain';
import { EXIT } from './exit';
import { givenList, givenSeconds } from './given';

const A_DAY = 24 * 60 * 60;

type Options = {
  readonly role?: ReadonlyArray<Role>;
  readonly user?: string;
  readonly service?: string;
  readonly ttl: number;
};

const givenRoles = (text: string): ReadonlyArray<Role> =>
  givenList(text).map((role) => {
    if (Role.is(role)) return role;
    throw new InvalidArgumentError(`Roles are ${Object.keys(Role.keys).join(', ')}.`);
  });

const ownerOf = ({ role, user, service }: Options): TokenOwner | undefined => {
  if (service !== undefined)
    return role === undefined && user === undefined ? { kind: 'service', id: service } : undefined;
  if (role === undefined && user === undefined) return undefined;
  const roles = role ?? ['user'];
  return { kind: 'user', id: user ?? roles[0] ?? 'user', roles };
};

const printToken = async (options: Options): Promise<number> => {
  const owner = ownerOf(options);
  if (owner === undefined) return complain('Say whose token it is: --role and --user, or --service alone.', EXIT.usage);
  const config = loadConfig();
  if (E.isLeft(config)) return complain(config.left, EXIT.usage);
  const mint = systemMint(config.right);
  if (mint === undefined)
    return complain('Tokens are verified by published keys (JWKS_URL): get one from your platform.');
  process.stdout.write(`${await mint(owner, options.ttl)}\n`);
  return EXIT.ok;
};

export const tokenCommand = (): Command =>
  new Command('token')
    .option('--role <role>', 'its role, or several with commas between', givenRoles)
    .option('--user <id>', 'whose it is (default: named as the role)')
    .option('--service <name>', "a service's token instead of a user's")
    .option('--ttl <duration>', 'how long it is good: 90s, 15m, 8h, 30d', givenSeconds, A_DAY)
    .action(async (options: Options) => {
      process.exitCode = await printToken(options);
    });

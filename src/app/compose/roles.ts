import * as E from 'fp-ts/Either';
import type { Config, ConfigFault } from './config';

/** The parts of a server, which can run in processes of their own, each of them in several. */
export const allRoles = ['api', 'ws', 'ingest', 'dispatch', 'deliver', 'project'] as const;
export type Role = (typeof allRoles)[number];
export type Roles = ReadonlySet<Role>;

export const everyRole: Roles = new Set(allRoles);

const isRole = (text: string): text is Role => allRoles.some((role) => role === text);

/** `a,b,…` as the command line takes it. On the left: what is wrong with it, in words. */
export const parseRoles = (text: string): E.Either<string, Roles> => {
  const parts = text.split(',').map((part) => part.trim());
  const unknown = parts.filter((part) => !isRole(part));
  if (unknown.length === 0) return E.right(new Set(parts.filter(isRole)));
  const named = unknown.map((part) => `"${part}"`).join(', ');
  return E.left(`--roles: there is no role ${named}; the roles are ${allRoles.join(', ')}\n`);
};

const shared = ['EVENTSTORE_URL', 'AMQP_URL', 'REDIS_URL', 'KEYRING_URL', 'PUSH_VAPID_KEYS'] as const;

/** What processes with different roles must have in common; one process with all of them needs none of it. */
export const faultsOfRoles = (
  set: Readonly<Partial<Record<keyof Config, unknown>>>,
  roles: Roles,
): ReadonlyArray<ConfigFault> => {
  if (roles.size === allRoles.length) return [];
  const problem = 'must be set where --roles splits the server: its processes have it in common';
  const missing = shared.filter((variable) => set[variable] === undefined);
  const noKey = set.JWT_SECRET === undefined && set.JWKS_URL === undefined;
  return [...missing, ...(noKey ? (['JWT_SECRET'] as const) : [])].map((variable) => ({ variable, problem }));
};

import { systemClock } from '../../src/adapters/system/clock';
import { mintToken } from '../../src/app/http/mint-token';
import type { Role } from '../../src/domain/recipient/events';
import type { Environment } from './server-process';

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; its text where it is not JSON. */
  readonly body: unknown;
};

export type Api = {
  readonly call: (method: string, path: string, body?: unknown, headers?: Environment) => Promise<Answer>;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The server's HTTP interface as one caller sees it. */
export const apiOf = (url: string, token: string): Api => ({
  call: async (method, path, body, headers = {}) => {
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...content,
    });
    return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
  },
});

/** What tokens of the servers under test are signed with: `JWT_SECRET` in their environment. */
export const SECRET = 'a secret of the tests, long enough for HS256';
const mint = mintToken({ secret: SECRET, clock: systemClock });

export const userToken = async (id: string, ...roles: ReadonlyArray<Role>): Promise<string> =>
  mint({ kind: 'user', id, roles: roles.length === 0 ? ['user'] : roles }, 3_600);
export const serviceToken = async (id: string): Promise<string> => mint({ kind: 'service', id }, 3_600);

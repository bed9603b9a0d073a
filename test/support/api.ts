import { type Environment, ledger } from './server-process';

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

const tokens = new Map<string, Promise<string>>();

const mint = async (env: Environment, args: ReadonlyArray<string>): Promise<string> => {
  const { code, stdout, stderr } = await ledger(env, 'token', ...args);
  if (code !== 0) throw new Error(`no token: ${stderr}`);
  return stdout.trim();
};

/** A development token, as the command line makes it; made once for each ledger and caller. */
export const tokenFor = async (env: Environment, ...args: ReadonlyArray<string>): Promise<string> => {
  const name = JSON.stringify([env['DATA_DIR'], ...args]);
  const token = tokens.get(name) ?? mint(env, args);
  tokens.set(name, token);
  return token;
};

import supertest from 'supertest';
import type { HttpDeps } from '../../src/app/http/create-app';
import { createHttpServer } from '../../src/app/http/create-http-server';
import { mintToken, type TokenOwner } from '../../src/app/http/mint-token';
import type { Role } from '../../src/domain/recipient/events';
import { httpDeps, NOW, secret } from './http-deps';
import { createTestClock } from './test-clock';

export type Api = ReturnType<typeof supertest>;

const mint = mintToken({ secret, clock: createTestClock(NOW) });

const bearer = async (owner: TokenOwner): Promise<string> => `Bearer ${await mint(owner, 3_600)}`;

/** An `Authorization` header for a user with these roles. */
export const asUser = async (id: string, ...roles: ReadonlyArray<Role>): Promise<string> =>
  bearer({ kind: 'user', id, roles });
export const asService = async (id = 'device-service'): Promise<string> => bearer({ kind: 'service', id });

/** Runs the test against a listening server, and stops it whatever came of it. */
export const withApi = async (
  overrides: Partial<HttpDeps>,
  test: (api: Api, url: string) => Promise<void>,
): Promise<void> => {
  const http = createHttpServer(httpDeps(overrides));
  const url = await http.listen(0, '127.0.0.1');
  try {
    await test(supertest(url), url);
  } finally {
    await http.close(AbortSignal.abort());
  }
};

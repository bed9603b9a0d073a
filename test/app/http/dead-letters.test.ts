import * as TE from 'fp-ts/TaskEither';
import type { HttpDeps } from '../../../src/app/http/create-app';
import { asUser, withApi } from '../../support/http-api';
import { httpDeps, NOW } from '../../support/http-deps';

type DeadLetters = HttpDeps['deadLetters'];

const parked = {
  id: 'm-1',
  queue: 'notification-service.device.stopped',
  routingKey: 'device.stopped',
  reason: 'undecodable',
  report: [{ path: '/payload', expected: 'a JSON object' }],
  attempts: 1,
  parkedAt: NOW,
  body: '{"payload": 1}',
} as const;

const over = (changes: Partial<DeadLetters>): Partial<HttpDeps> => ({
  deadLetters: { ...httpDeps().deadLetters, ...changes },
});

describe('parked messages', () => {
  it('are listed for operators, a page at a time', async () => {
    const asked: Array<unknown> = [];
    const list: DeadLetters['list'] = (pages) => {
      asked.push(pages);
      return TE.right({ data: [parked as never], nextCursor: 'next' });
    };
    await withApi(over({ list }), async (api) => {
      const answer = await api
        .get('/ops/dead-letters?limit=5')
        .set({ authorization: await asUser('op-1', 'operator') });
      expect([answer.status, answer.body]).toStrictEqual([200, { data: [parked], nextCursor: 'next' }]);
      expect(asked).toStrictEqual([{ kind: 'cursor', limit: 5, cursor: undefined }]);
    });
  });

  it.each(['replay', 'discard'] as const)('are settled by %s in the name of who asks', async (order) => {
    const asked: Array<unknown> = [];
    const settle: DeadLetters['replay'] = ({ id }, parkId) => {
      asked.push([id, parkId]);
      return TE.right({ value: undefined, position: 7n, replayed: false });
    };
    await withApi(over({ [order]: settle }), async (api) => {
      const answer = await api
        .post(`/ops/dead-letters/m-1/${order}`)
        .set({ authorization: await asUser('op-1', 'operator') });
      expect([answer.status, answer.headers['ledger-position']]).toStrictEqual([204, '7']);
      expect(asked).toStrictEqual([['op-1', 'm-1']]);
    });
  });

  it.each(['replay', 'discard'] as const)('say why a %s can not be', async (order) => {
    const refuse = (): TE.TaskEither<never, never> =>
      TE.left({ _tag: 'Impossible', errors: [{ path: '/body/payload', message: 'expected: a JSON object' }] } as never);
    await withApi(over({ [order]: refuse }), async (api) => {
      const answer = await api
        .post(`/ops/dead-letters/m-1/${order}`)
        .set({ authorization: await asUser('op-1', 'operator') });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toStrictEqual([{ path: '/body/payload', message: 'expected: a JSON object' }]);
    });
  });
});

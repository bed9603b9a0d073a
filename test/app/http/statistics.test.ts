import * as TE from 'fp-ts/TaskEither';
import type { ReadAt } from '../../../src/app/queries';
import { asUser, withApi } from '../../support/http-api';
import { holdingOne } from '../../support/http-deps';

it('answers how many notifications stand how, and how many sockets are open, from the position that was asked for', async () => {
  const asked: Array<ReadAt> = [];
  const statistics: typeof holdingOne.statistics = (at) => {
    asked.push(at);
    return holdingOne.statistics(at);
  };
  await withApi({ queries: { ...holdingOne, statistics }, connections: () => 5 }, async (api) => {
    const authorization = await asUser('a-1', 'admin');
    const { body } = await api.get('/notifications/stats').set({ authorization, 'ledger-position': '7' });
    expect(body).toMatchObject({ total: 1, byStatus: { requested: 1 }, byType: { 'device.error': 1 }, connections: 5 });
  });
  expect(asked).toStrictEqual([{ atLeast: 7n }]);
});

it('is 503 while the view is not there', async () => {
  const statistics: typeof holdingOne.statistics = () =>
    TE.left({ _tag: 'Unavailable', component: 'views', retryAfterSeconds: 1 });
  await withApi({ queries: { ...holdingOne, statistics } }, async (api) => {
    const answer = await api.get('/notifications/stats').set('authorization', await asUser('a-1', 'auditor'));
    expect([answer.status, answer.headers['retry-after']]).toStrictEqual([503, '1']);
  });
});

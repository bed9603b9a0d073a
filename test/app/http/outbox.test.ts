import * as TE from 'fp-ts/TaskEither';
import type { Outbox, OutboxQuery } from '../../../src/domain/ports/outbox';
import { asUser, withApi } from '../../support/http-api';

const asked = async (path: string) => {
  const queries: Array<OutboxQuery> = [];
  const list: Outbox['list'] = (query) => {
    queries.push(query);
    return TE.right([]);
  };
  let body: unknown;
  await withApi({ outbox: { list } }, async (api) => {
    const answer = await api.get(path).set('authorization', await asUser('o-1', 'operator'));
    body = answer.body;
  });
  return { queries, body };
};

it.each(['after', 'cursor'])('goes on in the outbox by %s', async (name) => {
  const { queries } = await asked(`/ops/outbox?channel=sms&${name}=7`);
  expect(queries).toStrictEqual([{ channel: 'sms', after: '7', limit: 20 }]);
});

it.each([
  ['after=abc', '/after'],
  ['cursor=', '/cursor'],
  ['channel=websocket', '/channel'],
])('refuses ?%s and names the field', async (query, path) => {
  const { queries, body } = await asked(`/ops/outbox?${query}`);
  expect(body).toMatchObject({ status: 400, errors: [{ path }] });
  expect(queries).toStrictEqual([]);
});

import { asUser, withApi } from '../../support/http-api';
import { holdingOne, NOW } from '../../support/http-deps';

const auditor = async () => asUser('a-1', 'auditor');

it.each([
  ['2026-03-01T09:00:00%2B01:00', { kind: 'time', at: NOW }],
  ['12', { kind: 'position', position: 12n }],
])('shows an inbox as of %s', async (at, moment) => {
  const asked: Array<object> = [];
  const asOf: typeof holdingOne.asOf = (query, whenever) => {
    asked.push(query);
    return holdingOne.asOf(query, whenever);
  };
  await withApi({ queries: { ...holdingOne, asOf } }, async (api) => {
    const answer = await api.get(`/audit/as-of?userId=u-1&at=${at}&limit=5`).set('authorization', await auditor());
    expect(answer.body).toMatchObject({
      userId: 'u-1',
      at: NOW,
      position: null,
      data: [{ id: 'n-1', deliveries: [] }],
    });
  });
  expect(asked).toStrictEqual([{ userId: 'u-1', moment, notificationId: undefined, limit: 5, cursor: undefined }]);
});

it.each(['userId=u-1', 'userId=u-1&at=yesterday', 'at=7', 'userId=u-1&at=-1', 'userId=u-1&at=7&page=2'])(
  'refuses to show an inbox as of %s',
  async (query) => {
    await withApi({}, async (api) => {
      const answer = await api.get(`/audit/as-of?${query}`).set('authorization', await auditor());
      expect(answer.status).toBe(400);
    });
  },
);

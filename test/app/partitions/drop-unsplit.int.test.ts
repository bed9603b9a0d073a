import { openRedisViews } from '../../../src/adapters/redis/views/open-redis-views';
import { systemIds as ids } from '../../../src/adapters/system/ids';
import { dropUnsplit } from '../../../src/app/workers/drop-unsplit';
import { besideOf } from '../../../src/domain/shared/view';
import { inbox } from '../../../src/projections/inbox/project';
import { outstanding } from '../../../src/projections/outstanding/project';
import { silent as logger } from '../../support/http-deps';
import { redisForTests } from '../../support/redis';
import { right } from '../../support/right';

const redis = redisForTests();

it('leaves no key of the one view that an earlier program kept, and every key of the others', async () => {
  const { views, close } = right(await openRedisViews({ url: redis().url, ledgerId: 'ledger-1', ids, logger })());
  try {
    const put = { kind: 'put', table: 't', key: 'k', value: {}, indexes: [{ index: 'list', sort: '1' }] } as const;
    const to = { ledgerId: 'ledger-1', position: 1n, eventId: 'e-1' };
    for (const view of [inbox, besideOf(inbox), outstanding, { ...inbox, name: 'inbox.00' }])
      right(await views.apply(view, { from: right(await views.reset(view)()), to, changes: [put] })());
    for (const projection of [inbox, outstanding]) right(await dropUnsplit({ views }, projection));
    const tags = (await redis().client().keys('*')).map((key) => /\{(.*)\}/.exec(key)?.[1]);
    expect([...new Set(tags)].sort()).toStrictEqual(['inbox.00', 'outstanding']);
  } finally {
    await close();
  }
});

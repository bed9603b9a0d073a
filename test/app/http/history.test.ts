import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import * as TE from 'fp-ts/TaskEither';
import type { Commands } from '../../../src/app/commands';
import type { HistoryEvent, HistoryFilter, ReadHistory } from '../../../src/app/queries';
import { JournalError } from '../../../src/domain/ports/journal';
import { asUser, withApi } from '../../support/http-api';
import { holdingOne, NOW, obliging } from '../../support/http-deps';
import { until } from '../../support/until';

const sealed = { v: 1, kid: 'k', iv: 'i', ct: 'c' } as const;

const read = (position: bigint): HistoryEvent => ({
  event: {
    type: 'HistoryRead',
    data: { readId: 'r-1', what: 'user', subject: 'u-1', personal: sealed } as never,
  },
  id: 'e-1',
  stream: 'reads-2026-03',
  revision: 0n,
  position,
  at: NOW,
  actor: { kind: 'user', id: 'a-1' },
  correlationId: 'c-1',
  causationId: 'c-0',
  personal: { title: 'A title' },
});
const asJson = {
  position: '9007199254740993',
  stream: 'reads-2026-03',
  revision: '0',
  id: 'e-1',
  type: 'HistoryRead',
  at: NOW,
  actor: { kind: 'user', id: 'a-1' },
  correlationId: 'c-1',
  causationId: 'c-0',
  data: { readId: 'r-1', what: 'user', subject: 'u-1' },
  personal: { title: 'A title' },
};

const auditor = async () => asUser('a-1', 'auditor');

it('answers an event with its place as text, and the personal part opened, not sealed', async () => {
  const historyOfNotification = () => TE.right([read(9_007_199_254_740_993n)]);
  await withApi({ queries: { ...holdingOne, historyOfNotification } }, async (api) => {
    const answer = await api.get('/audit/notifications/n-1').set('authorization', await auditor());
    expect(answer.body).toStrictEqual({ data: [asJson] });
  });
});

it('pages through what concerns a user', async () => {
  const asked: Array<object> = [];
  const historyOfUser: typeof holdingOne.historyOfUser = (userId, range) => {
    asked.push({ userId, ...range });
    return TE.right({ data: [], next: 12n });
  };
  await withApi({ queries: { ...holdingOne, historyOfUser } }, async (api) => {
    const answer = await api.get('/audit/users/u-1?limit=2&cursor=7').set('authorization', await auditor());
    expect(answer.body).toStrictEqual({ data: [], nextCursor: '12' });
  });
  expect(asked).toStrictEqual([{ userId: 'u-1', after: 7n, limit: 2 }]);
});

it.each([
  ['9', 503],
  ['x', 400],
] as const)('streams nothing to a reader who asks for position %s of a shorter ledger', async (position, status) => {
  const reached: typeof holdingOne.reached = ({ atLeast }) =>
    atLeast === undefined
      ? TE.right(undefined)
      : TE.left({ _tag: 'Unavailable', component: 'views', retryAfterSeconds: 1 });
  await withApi({ queries: { ...holdingOne, reached } }, async (api) => {
    const authorization = await auditor();
    const answer = await api.get('/audit/events').set({ authorization, 'ledger-position': position });
    expect(answer.status).toBe(status);
  });
});

it.each(['/audit/notifications/n-1', '/audit/users/u-1', '/audit/events', '/audit/as-of?userId=u-1&at=7'])(
  'reads nothing at %s that cannot be recorded as read',
  async (path) => {
    const unrecorded: Commands = {
      ...obliging,
      recordRead: () => TE.left({ _tag: 'Unavailable', component: 'journal', retryAfterSeconds: 1 }),
    };
    const unread = () => {
      throw new Error('it was read');
    };
    const queries = { ...holdingOne, historyOfNotification: unread, historyOfUser: unread, asOf: unread };
    await withApi({ commands: unrecorded, queries, readHistory: unread }, async (api) => {
      const answer = await api.get(path).set('authorization', await auditor());
      expect(answer.status).toBe(503);
    });
  },
);

describe('the stream of events', () => {
  const openStream = async (url: string, token: string): Promise<IncomingMessage> => {
    const request = get(`${url}/audit/events`, { headers: { authorization: token } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  };
  /** Counts what was read of a history that does not end. */
  const endless = () => {
    const seen = { events: 0, ended: false };
    const readHistory: ReadHistory = async function* () {
      try {
        for (;;) {
          seen.events += 1;
          yield read(BigInt(seen.events));
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        seen.ended = true;
      }
    };
    return { seen, readHistory };
  };

  it('is an event a line, filtered as asked', async () => {
    const filters: Array<HistoryFilter> = [];
    const readHistory: ReadHistory = async function* (filter) {
      filters.push(filter);
      yield read(1n);
      yield read(2n);
    };
    await withApi({ readHistory }, async (api) => {
      const answer = await api
        .get('/audit/events?from=2026-01-01T00:00:00Z&type=HistoryRead&fromPosition=1')
        .set('authorization', await auditor());
      expect(answer.type).toBe('application/x-ndjson');
      const lines = answer.text.trimEnd().split('\n');
      expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ position: '1' }, { position: '2' }]);
    });
    const rest = { to: undefined, stream: undefined, correlationId: undefined };
    const given = { from: '2026-01-01T00:00:00.000Z', type: 'HistoryRead', fromPosition: 1n };
    expect(filters).toStrictEqual([{ ...given, ...rest }]);
  });
  it('is 503 where the history cannot be read', async () => {
    const readHistory: ReadHistory = async function* () {
      await Promise.reject(new JournalError('away', 'unavailable'));
      yield read(1n);
    };
    await withApi({ readHistory }, async (api) => {
      const answer = await api.get('/audit/events').set('authorization', await auditor());
      expect(answer.status).toBe(503);
    });
  });
  it('breaks off where the history cannot be read on, instead of ending as if that were all', async () => {
    const readHistory: ReadHistory = async function* () {
      yield read(1n);
      await Promise.reject(new JournalError('away', 'unavailable'));
    };
    await withApi({ readHistory }, async (api) => {
      await expect(api.get('/audit/events').set('authorization', await auditor())).rejects.toThrow();
    });
  });
  it('lets go of the history when its reader goes away', async () => {
    const { seen, readHistory } = endless();
    await withApi({ readHistory }, async (_api, url) => {
      const response = await openStream(url, await auditor());
      response.destroy();
      await until('the reading has ended', () => seen.ended);
    });
  });
  it('reads no further than its reader takes', async () => {
    const { seen, readHistory } = endless();
    await withApi({ readHistory }, async (_api, url) => {
      const response = await openStream(url, await auditor());
      let before = -1;
      await until('the reading stands still', async () => {
        const stands = seen.events === before;
        before = seen.events;
        return stands;
      });
      response.resume();
      await until('the reading goes on', () => seen.events > before);
      response.destroy();
      await until('the reading has ended', () => seen.ended);
    });
  });
});

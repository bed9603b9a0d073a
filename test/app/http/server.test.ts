import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import * as TE from 'fp-ts/TaskEither';
import { createHttpServer } from '../../../src/app/http/create-http-server';
import { createMetrics } from '../../../src/app/metrics';
import type { LogFields, Logger } from '../../../src/domain/ports/logger';
import { asService, asUser, withApi } from '../../support/http-api';
import { holdingOne, httpDeps, obliging, silent } from '../../support/http-deps';

describe('the rate limit', () => {
  const rateLimits = { user: 2, trusted: 4, anonymous: 1 };
  const statuses = async (times: number, ask: () => Promise<{ readonly status: number }>) => {
    const seen: Array<number> = [];
    for (let i = 0; i < times; i += 1) seen.push((await ask()).status);
    return seen;
  };

  it('counts each caller alone, and says when to come again', async () => {
    await withApi({ rateLimits }, async (api) => {
      const [one, two] = [await asUser('u-1', 'user'), await asUser('u-2', 'user')];
      const count = (authorization: string) => async () =>
        api.get('/notifications/unread/count').set({ authorization });
      expect(await statuses(3, count(one))).toStrictEqual([200, 200, 429]);
      expect(await statuses(1, count(two))).toStrictEqual([200]);
      const refused = await count(one)();
      expect(refused.type).toBe('application/problem+json');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    });
  });
  it('gives services more, strangers less, and health no end', async () => {
    await withApi({ rateLimits }, async (api) => {
      const authorization = await asService();
      const inbox = async () => api.get('/notifications?userId=u-1').set({ authorization });
      expect(await statuses(5, inbox)).toStrictEqual([200, 200, 200, 200, 429]);
      expect(await statuses(2, async () => api.get('/openapi.json'))).toStrictEqual([200, 429]);
      expect(await statuses(3, async () => api.get('/health/live'))).toStrictEqual([200, 200, 200]);
    });
  });
});

describe('health', () => {
  it('is ready when every component is', async () => {
    await withApi({}, async (api) => {
      const answer = await api.get('/health/ready');
      const components = [{ name: 'journal', status: 'up' }];
      expect([answer.status, answer.body]).toStrictEqual([200, { status: 'up', components }]);
    });
  });
  it('is 503 and names what is not reachable', async () => {
    const health = async () => [
      { name: 'journal', isUp: true },
      { name: 'views', isUp: false },
    ];
    await withApi({ health }, async (api) => {
      const answer = await api.get('/health/ready');
      expect(answer.status).toBe(503);
      expect(answer.type).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ detail: 'Not reachable: views.', components: [{}, { status: 'down' }] });
    });
  });
});

describe('metrics', () => {
  it('hold what was counted and what was sampled', async () => {
    const metrics = createMetrics({ process: false });
    const rebuild = { rebuildId: 'r-1', why: 'ordered' as const, progress: 0.25, rate: 900, secondsLeft: 4 };
    metrics.deliveryAttempt('email', 'succeeded');
    metrics.sampleFrom(async () => ({
      journalHead: 42n,
      projections: [
        {
          ...{ name: 'inbox', position: '7', lagEvents: 3, lagSeconds: 1.5, rate: 70, unknownEvents: 2 },
          ...{ status: 'rebuilding', rebuild },
        },
      ],
      outstanding: [{ priority: 'P0', deliveries: 5 }],
    }));
    await withApi({ metrics }, async (api) => {
      const { text } = await api.get('/metrics');
      expect(text).toContain('ledger_delivery_attempts_total{channel="email",outcome="succeeded"} 1');
      expect(text).toContain('ledger_journal_head 42');
      expect(text).toContain('ledger_projection_lag_events{projection="inbox"} 3');
      expect(text).toContain('ledger_projection_lag_seconds{projection="inbox"} 1.5');
      expect(text).toContain('ledger_projection_events_per_second{projection="inbox"} 70');
      expect(text).toContain('ledger_projection_unknown_events{projection="inbox"} 2');
      expect(text).toContain('ledger_projection_failed{projection="inbox"} 0');
      expect(text).toContain('ledger_projection_rebuild_progress{projection="inbox"} 0.25');
      expect(text).toContain('ledger_outstanding_deliveries{priority="P0"} 5');
    });
  });
});

describe('the log', () => {
  const keeping = () => {
    const lines: Array<{ readonly message: string; readonly fields: LogFields }> = [];
    const keep = (message: string, fields: LogFields = {}) => void lines.push({ message, fields });
    const logger: Logger = { ...silent, info: keep, error: keep };
    return { lines, logger };
  };

  it('says which route was answered and how, and nothing that a caller sent', async () => {
    const { lines, logger } = keeping();
    await withApi({ logger }, async (api) => {
      await api.get('/notifications/n-1?colour=marker').set('authorization', await asUser('u-marker', 'user'));
    });
    const fields = { method: 'GET', route: '/notifications/:id', status: 400, millis: expect.any(Number) };
    expect(lines).toStrictEqual([{ message: 'request answered', fields }]);
  });
  it('says where a defect is, without its words; the caller is told that there is one', async () => {
    const { lines, logger } = keeping();
    const unreadCount = () => {
      throw new TypeError('marker');
    };
    await withApi({ logger, queries: { ...holdingOne, unreadCount } }, async (api) => {
      const answer = await api.get('/notifications/unread/count').set('authorization', await asUser('u-1', 'user'));
      expect([answer.status, answer.type]).toStrictEqual([500, 'application/problem+json']);
      expect(answer.text).not.toContain('marker');
    });
    expect(lines[0]).toMatchObject({ message: 'request failed', fields: { name: 'TypeError' } });
    expect(JSON.stringify(lines)).not.toContain('marker');
  });
});

describe('an idle connection', () => {
  it('is kept longer than clients keep theirs, and says so', async () => {
    await withApi({}, async (api) => {
      const { headers } = await api.get('/health/live').set('connection', 'keep-alive');
      expect(headers['keep-alive']).toBe('timeout=65');
    });
  });
});

describe('stopping', () => {
  it('finishes the request in hand, though its connection is kept alive', async () => {
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun: () => void = () => {};
    const inHand = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const readAll: typeof obliging.readAll = (userId) => async () => {
      begun();
      await held;
      return obliging.readAll(userId)();
    };
    const http = createHttpServer(httpDeps({ commands: { ...obliging, readAll } }));
    const url = await http.listen(0, '127.0.0.1');
    const agent = new Agent({ keepAlive: true });
    const options = { agent, method: 'POST', headers: { authorization: await asUser('u-1', 'user') } };
    const request = get(`${url}/notifications/read-all`, options);
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    await inHand;
    const closed = http.close(new AbortController().signal);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    finish();
    const [response] = await answered;
    response.resume();
    expect([response.statusCode, response.headers.connection]).toStrictEqual([200, 'close']);
    await closed;
    agent.destroy();
  });
  it('cuts off what does not end when it is told to', async () => {
    const readAll: typeof obliging.readAll = () => async () => new Promise(() => {});
    const http = createHttpServer(httpDeps({ commands: { ...obliging, readAll } }));
    const url = await http.listen(0, '127.0.0.1');
    const headers = { authorization: await asUser('u-1', 'user') };
    const hanging = fetch(`${url}/notifications/read-all`, { method: 'POST', headers });
    const refused = expect(hanging).rejects.toThrow();
    await http.close(AbortSignal.abort());
    await refused;
  });
  it('rejects where it cannot listen', async () => {
    await withApi({}, async (_api, url) => {
      const second = createHttpServer(httpDeps());
      await expect(second.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toThrow('EADDRINUSE');
    });
  });
});

it('a failure of the outbox is no 500', async () => {
  const outbox = { list: () => TE.left({ _tag: 'OutboxUnavailable', cause: undefined } as const) };
  await withApi({ outbox }, async (api) => {
    expect((await api.get('/ops/outbox').set('authorization', await asUser('o-1', 'operator'))).status).toBe(503);
  });
});

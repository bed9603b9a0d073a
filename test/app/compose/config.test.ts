import fc from 'fast-check';
import { decodeConfig } from '../../../src/app/compose/config';
import { everyRole } from '../../../src/app/compose/roles';
import { left } from '../../support/ledger-under-test';
import { right } from '../../support/right';

describe('the configuration', () => {
  it('is everything embedded where nothing is set, and an empty variable is none', () => {
    const defaults = {
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: './data',
      EVENTSTORE_URL: undefined,
      SMTP_URL: undefined,
      SMS_URL: [],
      SMTP_FROM: 'Notification Ledger <notifications@localhost>',
      JWT_SECRET: undefined,
      AMQP_URL: undefined,
      REDIS_URL: undefined,
      KEYRING_URL: undefined,
      PUSH_VAPID_KEYS: undefined,
      JWKS_URL: undefined,
      OPERATORS: [],
      RETRY_DELAYS: [10_000, 60_000, 300_000],
      DELIVERY_CONCURRENCY: 16,
      BULK_CHUNK: 100,
      ESDB_LISTEN: undefined,
      ESDB_LISTEN_WRITABLE: 'false',
      ESDB_ADVERTISE: undefined,
      ESDB_TLS_CERT: undefined,
      ESDB_TLS_KEY: undefined,
      ESDB_ADMIN_PASSWORD: undefined,
      ESDB_OPS_PASSWORD: undefined,
      ESDB_ANONYMOUS: 'false',
      LOG_LEVEL: 'info',
    };
    expect(right(decodeConfig({}))).toStrictEqual(defaults);
    expect(right(decodeConfig({ PORT: '', SMTP_URL: '', HOME: '/root' }))).toStrictEqual(defaults);
  });

  it('reads lists, durations and numbers', () => {
    const config = right(decodeConfig({ RETRY_DELAYS: '500ms, 2s,1m,1h', OPERATORS: 'a, b,', PORT: '0' }));
    expect(config).toMatchObject({ RETRY_DELAYS: [500, 2_000, 60_000, 3_600_000], OPERATORS: ['a', 'b'], PORT: 0 });
    expect(right(decodeConfig({ RETRY_DELAYS: 'none' })).RETRY_DELAYS).toStrictEqual([]);
  });

  it('reads gateways in their order, and says which it can not speak to', () => {
    const config = right(decodeConfig({ SMS_URL: 'https://a.test/texts, http://b.test' }));
    expect(config.SMS_URL).toStrictEqual(['https://a.test/texts', 'http://b.test']);
    expect(left(decodeConfig({ SMS_URL: 'https://a.test,smpp://b.test' }))).toStrictEqual([
      { variable: 'SMS_URL', problem: 'must be URLs starting with http:// or https://, comma-separated' },
    ]);
  });

  it('takes connection strings of EventStoreDB, also of several hosts', () => {
    for (const text of ['esdb://a:1,b:2,c:3?tls=false', 'esdb+discover://u:p@store.test'])
      expect(right(decodeConfig({ EVENTSTORE_URL: text })).EVENTSTORE_URL).toBe(text);
    for (const text of ['http://store.test', 'esdb://', 'esdb://a b'])
      expect(left(decodeConfig({ EVENTSTORE_URL: text }))).toStrictEqual([
        {
          variable: 'EVENTSTORE_URL',
          problem: 'must be a connection string starting with esdb:// or esdb+discover://',
        },
      ]);
  });

  it.each([
    ['127.0.0.1:2113', { host: '127.0.0.1', port: 2113 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['[::1]:2113', { host: '::1', port: 2113 }],
  ])('serves the journal at %s of this machine', (text, listen) => {
    expect(right(decodeConfig({ ESDB_LISTEN: text })).ESDB_LISTEN).toStrictEqual(listen);
  });

  it('serves the journal to other machines by TLS alone, and then to those who can log in', () => {
    const tls = { ESDB_LISTEN: '0.0.0.0:2113', ESDB_TLS_CERT: 'c.pem', ESDB_TLS_KEY: 'k.pem' };
    const faultOf = (environment: Record<string, string>) =>
      left(decodeConfig(environment)).map(({ problem }) => problem);
    expect(faultOf({ ESDB_LISTEN: '0.0.0.0:2113' })).toStrictEqual([
      'is reached from other machines, which needs TLS (ESDB_TLS_CERT, ESDB_TLS_KEY)',
    ]);
    expect(faultOf({ ...tls, ESDB_TLS_KEY: '' })).toStrictEqual(['needs both a certificate and its key, or neither']);
    expect(faultOf(tls)).toStrictEqual(['with TLS needs ESDB_ADMIN_PASSWORD, or nobody could log in']);
    expect(right(decodeConfig({ ...tls, ESDB_ADMIN_PASSWORD: 'x' })).ESDB_LISTEN).toStrictEqual({
      host: '0.0.0.0',
      port: 2113,
    });
    expect(faultOf({ ESDB_LISTEN: '2113' })).toStrictEqual(['must be host:port, such as 127.0.0.1:2113']);
    expect(faultOf({ ...tls, ESDB_ADMIN_PASSWORD: 'x', EVENTSTORE_URL: 'esdb://a:1' })).toStrictEqual([
      'and EVENTSTORE_URL exclude each other; set one',
    ]);
  });

  it('names all its faults at once, and repeats none of what was set', () => {
    const password = 'hunter2';
    const faults = left(
      decodeConfig({
        PORT: '70000',
        SMTP_URL: `http://u:${password}@mail.test`,
        SMTP_FROM: 'nobody',
        RETRY_DELAYS: '10',
        DELIVERY_CONCURRENCY: '0',
        BULK_CHUNK: '101',
        LOG_LEVEL: 'loud',
        REDIS_URL: 'memcached://r',
        KEYRING_URL: 'sqlite://r',
      }),
    );
    expect(faults.map(({ variable }) => variable).sort()).toStrictEqual([
      'BULK_CHUNK',
      'DELIVERY_CONCURRENCY',
      'KEYRING_URL',
      'LOG_LEVEL',
      'PORT',
      'REDIS_URL',
      'RETRY_DELAYS',
      'SMTP_FROM',
      'SMTP_URL',
    ]);
    expect(JSON.stringify(faults)).not.toContain(password);
  });

  it('takes a Redis with or without TLS', () => {
    for (const REDIS_URL of ['redis://:secret@r.test:6380/2', 'rediss://r.test'])
      expect(right(decodeConfig({ REDIS_URL })).REDIS_URL).toBe(REDIS_URL);
    expect(left(decodeConfig({ REDIS_URL: 'r.test:6379' }))).toStrictEqual([
      { variable: 'REDIS_URL', problem: 'must be a URL starting with redis:// or rediss://' },
    ]);
  });

  it('wants from processes that share the work what they have in common, all of it at once', () => {
    const split = new Set(['api', 'ws'] as const);
    const problem = 'must be set where --roles splits the server: its processes have it in common';
    const shared = {
      EVENTSTORE_URL: 'esdb://store.test',
      AMQP_URL: 'amqp://broker.test',
      REDIS_URL: 'redis://r.test',
      KEYRING_URL: 'redis://k.test',
      PUSH_VAPID_KEYS: 'public,private',
    };
    const needed = [...Object.keys(shared), 'JWT_SECRET'];
    expect(left(decodeConfig({}, split))).toStrictEqual(needed.map((variable) => ({ variable, problem })));
    expect(left(decodeConfig({ ...shared, PORT: 'x' }, split))).toStrictEqual([
      { variable: 'PORT', problem: 'must be a whole number from 0 to 65535' },
      { variable: 'JWT_SECRET', problem },
    ]);
    expect(right(decodeConfig({ ...shared, JWKS_URL: 'https://keys.test' }, split))).toMatchObject(shared);
    expect(right(decodeConfig({}, everyRole)).KEYRING_URL).toBeUndefined();
  });

  it('wants one way to verify tokens', () => {
    const both = { JWT_SECRET: 'x'.repeat(32), JWKS_URL: 'https://keys.test/jwks' };
    expect(left(decodeConfig(both))).toMatchObject([{ variable: 'JWKS_URL' }]);
  });

  it('decodes or names faults, whatever stands in the environment', () => {
    const names = fc.constantFrom('PORT', 'HOST', 'SMTP_URL', 'SMTP_FROM', 'RETRY_DELAYS', 'JWKS_URL', 'OPERATORS');
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (environment) => {
        const decoded = decodeConfig(environment);
        if (decoded._tag === 'Left') expect(decoded.left.every(({ variable }) => variable in environment)).toBe(true);
      }),
    );
  });
});

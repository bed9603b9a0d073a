import {
  AccessDeniedError,
  EventStoreDBClient,
  NO_STREAM,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { makeCertificate } from '../../support/certificate';
import { serveJournalProcess } from '../../support/journal-process';
import { collect, numbered, rejection, revisionsOf } from '../../support/protocol-events';
import { freePort, ledger, removeDirectory, startServer, temporaryDirectory } from '../../support/server-process';

let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryDirectory();
});
afterEach(async () => removeDirectory(dataDir));

const connect = (port: number, query = '?tls=false', before = 'esdb://'): EventStoreDBClient =>
  EventStoreDBClient.connectionString(`${before}127.0.0.1:${port}${query}`);

it('serves a journal that it makes, says where, and keeps what was appended when it is killed', async () => {
  const killed = await serveJournalProcess(['--port', '0', '--data', dataDir]);
  const before = connect(killed.port);
  const events = numbered(3);
  const first = await before.appendToStream('kept', events, { expectedRevision: NO_STREAM });
  await killed.end('SIGKILL');
  await before.dispose();
  const again = await serveJournalProcess(['--port', '0', '--data', dataDir]);
  const after = connect(again.port);
  expect(await after.appendToStream('kept', events, { expectedRevision: NO_STREAM })).toStrictEqual(first);
  expect(revisionsOf(await collect(after.readStream('kept')))).toStrictEqual([0, 1, 2]);
  await after.dispose();
  expect(await again.end('SIGTERM')).toBe(0);
});

it('shows beside it, to be read, what another process writes, and lets no second one write', async () => {
  const writer = await serveJournalProcess(['--port', '0', '--data', dataDir]);
  const second = await ledger({}, 'journal', 'serve', '--port', '0', '--data', dataDir);
  expect([second.code, second.stderr]).toStrictEqual([1, expect.stringContaining('is in use by process')]);
  const reader = await serveJournalProcess(['--port', '0', '--data', dataDir, '--read-only']);
  const [writing, reading] = [connect(writer.port), connect(reader.port)];
  const subscription = reading.subscribeToStream('seen');
  await writing.appendToStream('seen', numbered(1));
  for await (const { event } of subscription) {
    expect(event?.revision).toBe(0n);
    break;
  }
  expect(await rejection(reading.appendToStream('seen', numbered(1)))).toBeInstanceOf(AccessDeniedError);
  await Promise.all([writing.dispose(), reading.dispose()]);
  expect(await Promise.all([reader.end('SIGTERM'), writer.end('SIGTERM')])).toStrictEqual([0, 0]);
});

it('asks who is there where others can reach it', async () => {
  const open = await ledger({}, 'journal', 'serve', '--host', '0.0.0.0', '--port', '0', '--data', dataDir);
  expect([open.code, open.stderr]).toStrictEqual([2, expect.stringContaining('needs TLS')]);
  const tls = await makeCertificate();
  const args = [
    '--host',
    '0.0.0.0',
    '--port',
    '0',
    '--data',
    dataDir,
    '--tls-cert',
    tls.certFile,
    '--tls-key',
    tls.keyFile,
  ];
  const secured = await serveJournalProcess(args, { ESDB_ADMIN_PASSWORD: 'secret' });
  const query = `?tlsCAFile=${encodeURIComponent(tls.certFile)}`;
  const [admin, other] = [connect(secured.port, query, 'esdb://admin:secret@'), connect(secured.port, query)];
  await admin.appendToStream('s', numbered(1));
  expect(await rejection(other.appendToStream('s', numbered(1)))).toBeInstanceOf(AccessDeniedError);
  await Promise.all([admin.dispose(), other.dispose()]);
  expect(await secured.end('SIGTERM')).toBe(0);
  await tls.remove();
});

it('serves persistent subscriptions, and goes on with them where it stopped', async () => {
  const first = await serveJournalProcess(['--port', '0', '--data', dataDir]);
  const client = connect(first.port);
  await client.appendToStream('work', numbered(2));
  await client.createPersistentSubscriptionToStream(
    'work',
    'workers',
    persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' }),
  );
  await client.dispose();
  expect(await first.end('SIGTERM')).toBe(0);
  const second = await serveJournalProcess(['--port', '0', '--data', dataDir]);
  const again = connect(second.port);
  const subscription = again.subscribeToPersistentSubscriptionToStream('work', 'workers');
  const seen: Array<bigint | undefined> = [];
  for await (const resolved of subscription) {
    await subscription.ack(resolved);
    seen.push(resolved.event?.revision);
    if (seen.length === 2) break;
  }
  expect(seen).toStrictEqual([0n, 1n]);
  await again.dispose();
  expect(await second.end('SIGTERM')).toBe(0);
});

it('says that there is no journal to read', async () => {
  const { code, stderr } = await ledger({}, 'journal', 'serve', '--port', '0', '--data', dataDir, '--read-only');
  expect([code, stderr]).toStrictEqual([1, expect.stringContaining('There is no ledger')]);
});

it('is served beside the ledger for its auditors, to be read', async () => {
  const [port, journal] = [await freePort(), await freePort()];
  const env = { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ESDB_LISTEN: `127.0.0.1:${journal}` };
  const server = await startServer(env);
  const client = connect(journal);
  const [first] = await collect(client.readAll({ maxCount: 1 }));
  expect(first?.event).toMatchObject({ type: 'LedgerOpened', revision: 0n, isJson: true });
  expect(await rejection(client.appendToStream('s', numbered(1)))).toBeInstanceOf(AccessDeniedError);
  await client.dispose();
  expect(await server.end('SIGTERM')).toBe(0);
});

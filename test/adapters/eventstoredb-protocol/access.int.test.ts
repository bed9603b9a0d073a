import { AccessDeniedError, type EventStoreDBClient, StreamNotFoundError } from '@eventstore/db-client';
import { type Certificate, makeCertificate } from '../../support/certificate';
import { aStream, collect, numbered, rejection } from '../../support/protocol-events';
import { type Served, serveEmbedded } from '../../support/protocol-server';
import { watch } from '../../support/subscription';

let tls: Certificate;
let served: Served;
let admin: EventStoreDBClient;
let ops: EventStoreDBClient;
let alice: EventStoreDBClient;
let anonymous: EventStoreDBClient;

const accounts = [
  { name: 'admin', password: 'secret-1', roles: ['$admins'] },
  { name: 'ops', password: 'secret-2', roles: ['$ops'] },
  { name: 'alice', password: 'secret:3', roles: ['readers'] },
];

const secured = (query = ''): string => `?tls=true&tlsCAFile=${encodeURIComponent(tls.certFile)}${query}`;
const as = (name: string, password: string): EventStoreDBClient =>
  served.connect(secured(), `esdb://${name}:${password}@`);

beforeAll(async () => {
  tls = await makeCertificate();
  served = await serveEmbedded({ tls: { ...tls, accounts, anonymous: false } });
  admin = as('admin', 'secret-1');
  ops = as('ops', 'secret-2');
  alice = as('alice', 'secret%3A3');
  anonymous = served.connect(secured());
});
afterAll(async () => {
  await served.close();
  await tls.remove();
});

const denied = async (attempt: Promise<unknown>) => expect(await rejection(attempt)).toBeInstanceOf(AccessDeniedError);

it('lets accounts write and read users streams', async () => {
  const stream = aStream();
  for (const client of [admin, ops, alice]) await client.appendToStream(stream, numbered(1));
  expect(await collect(alice.readStream(stream))).toHaveLength(3);
});

it('refuses callers without credentials, and those with wrong ones, whatever they call', async () => {
  const wrong = [as('alice', 'secret-1'), as('nobody', 'secret-1')];
  const stream = aStream();
  for (const client of [anonymous, ...wrong]) {
    await denied(client.appendToStream(stream, numbered(1)));
    await denied(collect(client.readStream(stream)));
    await denied(client.deleteStream(stream));
  }
});

it('takes credentials of one call instead of those of the connection', async () => {
  const credentials = { username: 'alice', password: 'secret:3' };
  const stream = aStream();
  await anonymous.appendToStream(stream, numbered(1), { credentials });
  expect(await collect(anonymous.readStream(stream, { credentials }))).toHaveLength(1);
  await denied(alice.appendToStream(stream, numbered(1), { credentials: { username: 'alice', password: 'x' } }));
});

it('keeps system streams and all of them to administrators', async () => {
  await denied(collect(alice.readAll()));
  await denied(collect(ops.readStream('$users')));
  await denied(alice.appendToStream('$mine', numbered(1)));
  expect((await collect(admin.readAll({ maxCount: 1 }))).map(({ event }) => event?.streamId)).toStrictEqual(['$users']);
});

it('goes by the list in the metadata of a stream', async () => {
  const stream = aStream();
  await admin.appendToStream(stream, numbered(1));
  const acl = {
    readRoles: ['readers'],
    writeRoles: ['ops'],
    deleteRoles: [],
    metaReadRoles: ['alice'],
    metaWriteRoles: [],
  };
  await admin.setStreamMetadata(stream, { acl });
  expect(await collect(alice.readStream(stream))).toHaveLength(1);
  await denied(collect(ops.readStream(stream)));
  await ops.appendToStream(stream, numbered(1));
  await denied(alice.appendToStream(stream, numbered(1)));
  await denied(alice.deleteStream(stream));
  expect(await alice.getStreamMetadata(stream)).toMatchObject({ metadata: { acl: { readRoles: ['readers'] } } });
  await denied(ops.getStreamMetadata(stream));
  await denied(alice.setStreamMetadata(stream, {}));
  await admin.deleteStream(stream);
});

it('goes by the defaults in $settings where a stream has no list of its own', async () => {
  const stream = aStream();
  await admin.appendToStream(stream, numbered(1));
  const settings = { $userStreamAcl: { $r: ['$all'], $w: 'ops' }, $systemStreamAcl: { $r: ['$ops'] } };
  const defaults = { type: '$settings', contentType: 'application/json', data: settings } as const;
  await admin.appendToStream('$settings', { ...numbered(1)[0]!, ...defaults });
  await denied(alice.appendToStream(stream, numbered(1)));
  await ops.appendToStream(stream, numbered(1));
  expect(await collect(ops.readStream('$users'))).toHaveLength(1);
  await admin.appendToStream('$settings', { ...numbered(1)[0]!, ...defaults, data: {} });
  await alice.appendToStream(stream, numbered(1));
});

it('ends a subscription of one who may no longer read', async () => {
  const stream = aStream();
  await admin.appendToStream(stream, numbered(1));
  const watched = watch(alice.subscribeToStream(stream));
  await watched.untilCame('caughtUp');
  await admin.setStreamMetadata(stream, { acl: { readRoles: ['$admins'] } });
  await admin.appendToStream(stream, numbered(1));
  await watched.untilCame('error');
  expect(watched.came).toStrictEqual(['confirmation', `0@${stream}`, 'caughtUp', 'error']);
  expect(watched.errors[0]).toBeInstanceOf(AccessDeniedError);
});

it('lets nobody write to $all, and nobody delete metadata', async () => {
  await denied(admin.appendToStream('$all', numbered(1)));
  await denied(admin.deleteStream(`$$${aStream()}`));
});

it('lets callers without credentials do what everybody may, where it is told to', async () => {
  const open = await serveEmbedded({ tls: { ...tls, accounts, anonymous: true } });
  const client = open.connect(secured());
  const stream = aStream();
  await client.appendToStream(stream, numbered(1));
  expect(await collect(client.readStream(stream))).toHaveLength(1);
  await denied(collect(client.readAll()));
  await open.close();
});

it('writes nothing where it is to be read only', async () => {
  const readOnly = await serveEmbedded({ readOnly: true });
  const client = readOnly.connect();
  const stream = aStream();
  await denied(client.appendToStream(stream, numbered(1)));
  await denied(client.appendToStream(stream, numbered(1), { credentials: { username: 'admin', password: 'x' } }));
  await denied(client.deleteStream(stream));
  await denied(client.tombstoneStream(stream));
  await denied(client.setStreamMetadata(stream, {}));
  expect(await rejection(collect(client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
  expect(await collect(client.readAll())).toStrictEqual([]);
  await readOnly.close();
});

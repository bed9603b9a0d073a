import * as E from 'fp-ts/Either';
import type { SendFailure } from '../../../src/domain/ports/providers';
import { mail } from '../../support/messages';
import { right } from '../../support/right';
import { type Script, type ScriptedMailServer, startScriptedMailServer } from '../../support/scripted-mail-server';
import { openProviders } from '../../support/smtp';
import { until } from '../../support/until';

const never = new AbortController().signal;
const { open } = openProviders();
const servers: Array<ScriptedMailServer> = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const start = async (script: Script): Promise<ScriptedMailServer> => {
  const server = await startScriptedMailServer(script);
  servers.push(server);
  return server;
};
const failed = (
  kind: SendFailure['kind'],
  reason: string,
  answer: string | null = null,
): E.Either<SendFailure, never> =>
  E.left({ _tag: 'SendFailed', kind, reason, answer, counts: true, retryAfterSeconds: null });

const cases: ReadonlyArray<readonly [string, Script, E.Either<SendFailure, unknown>]> = [
  ['a recipient that does not exist', { RCPT: '550 no such user' }, failed('lasting', 'smtp-550', '550 no such user')],
  ['a recipient that is put off', { RCPT: '450 later' }, failed('passing', 'smtp-450', '450 later')],
  ['a sender that is refused', { MAIL: '553 not you' }, failed('lasting', 'smtp-553', '553 not you')],
  ['a mail that is refused', { message: '554 spam' }, failed('lasting', 'smtp-554', '554 spam')],
  ['a mail that is put off', { message: '451 busy' }, failed('passing', 'smtp-451', '451 busy')],
  ['commands out of order', { DATA: '503 bad sequence' }, failed('passing', 'smtp-503', '503 bad sequence')],
  ['a server that closes its service', { MAIL: '421 going' }, failed('passing', 'smtp-421', '421 going')],
  ['a greeting that refuses', { greeting: '554 not today' }, failed('passing', 'smtp-554', '554 not today')],
  ['no greeting', { greeting: 'be silent' }, failed('passing', 'timeout')],
  ['a connection lost before the mail', { RCPT: 'hang up' }, failed('passing', 'connection-lost')],
  ['a connection lost at DATA', { DATA: 'hang up' }, failed('passing', 'connection-lost')],
  ['silence before the mail', { MAIL: 'be silent' }, failed('passing', 'timeout')],
  ['a connection lost after the mail', { message: 'hang up' }, failed('unknown', 'connection-lost')],
  ['silence after the mail', { message: 'be silent' }, failed('unknown', 'timeout')],
];

it.each(cases)('tells what %s means', async (_, script, expected) => {
  const { url } = await start(script);
  expect(await open(url).send(mail, 'n-1.email', never)()).toStrictEqual(expected);
});

it('takes a refused password for a mistake of ours that may be put right', async () => {
  const { url } = await start({ AUTH: '535 wrong' });
  const withPassword = url.replace('smtp://', 'smtp://someone:wrong@');
  expect(await open(withPassword).send(mail, 'n-1.email', never)()).toStrictEqual(
    failed('passing', 'smtp-535', '535 wrong'),
  );
});

it('takes a server that is down for a passing failure', async () => {
  const server = await start({});
  await server.close();
  expect(await open(server.url).send(mail, 'n-1.email', never)()).toStrictEqual(
    failed('passing', 'connection-refused'),
  );
});

it('takes a host that is unknown for a passing failure', async () => {
  const outcome = await open('smtp://mail.invalid').send(mail, 'n-1.email', never)();
  expect(outcome).toMatchObject({ left: { kind: 'passing' } });
});

it('gives up when it is told to: it does not know, once the server had the mail', async () => {
  const server = await start({ message: 'be silent' });
  const stop = new AbortController();
  const sending = open(server.url).send(mail, 'n-1.email', stop.signal)();
  await until('the mail is there', () => server.messages() === 1);
  stop.abort();
  expect(await sending).toStrictEqual(failed('unknown', 'aborted'));
});

it('gives up while it connects, and while it waits for its turn', async () => {
  const server = await start({ greeting: 'be silent' });
  const provider = open(`${server.url}/?maxConnections=1`);
  const stop = new AbortController();
  const sends = ['n-1.email', 'n-2.email'].map(async (key) => provider.send(mail, key, stop.signal)());
  await until('it connects', () => server.connections() === 1);
  stop.abort();
  expect(await Promise.all(sends)).toStrictEqual([failed('passing', 'aborted'), failed('passing', 'aborted')]);
});

it('counts no attempt for a pooled connection that the server has closed', async () => {
  const server = await start({});
  const provider = open(server.url);
  right(await provider.send(mail, 'n-1.email', never)());
  server.hangUp();
  right(await provider.send(mail, 'n-2.email', never)());
  expect(server.messages()).toBe(2);
});

it('sends over one connection after the other mail went well, and over another after it failed', async () => {
  const server = await start({});
  const provider = open(server.url);
  right(await provider.send(mail, 'n-1.email', never)());
  right(await provider.send(mail, 'n-2.email', never)());
  expect(server.connections()).toBe(1);
  await provider.send({ ...mail, to: '' }, 'n-3.email', never)();
  right(await provider.send(mail, 'n-4.email', never)());
  expect(server.connections()).toBe(2);
});

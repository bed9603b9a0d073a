import * as E from 'fp-ts/Either';
import { createHttpGateway } from '../../../src/adapters/sms/create-http-gateway';
import { createSmsGateways } from '../../../src/adapters/sms/create-sms-gateways';
import { text } from '../../support/messages';
import { right } from '../../support/right';
import { type SmsGateway, startSmsGateway } from '../../support/sms-gateway';

const never = new AbortController().signal;
let gateway: SmsGateway;
beforeEach(async () => {
  gateway = await startSmsGateway();
});
afterEach(async () => gateway.close());

const send = async (signal = never, url = gateway.url) =>
  createHttpGateway({ url, name: 'sms:test' }).send(text, 'n-1.sms', signal)();
const failed = (kind: string, reason: string, rest: object = {}) =>
  E.left({ _tag: 'SendFailed', kind, reason, answer: null, counts: true, retryAfterSeconds: null, ...rest });

it('posts the number and the text as shown, under the key of the delivery', async () => {
  const receipt = right(await send());
  const body = { to: text.to, text: text.shown };
  expect(gateway.requests).toHaveLength(1);
  expect(gateway.requests[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'n-1.sms',
  });
  expect(JSON.parse(gateway.requests[0]?.body ?? '')).toStrictEqual(body);
  expect(receipt).toStrictEqual({ providerId: 'text-1', answer: '{"id":"text-1"}', bytes: JSON.stringify(body) });
});

it.each([
  ['{"messageId":"m-7"}', 'm-7'],
  ['{"id":7}', null],
  ['queued', null],
  ['', null],
])('takes from the answer %j the id %j', async (body, providerId) => {
  gateway.script({ status: 200, body });
  expect(right(await send())).toMatchObject({ providerId, answer: body === '' ? null : body });
});

it('sends user and password of the URL as Basic authentication, and not in the URL', async () => {
  right(await send(never, gateway.url.replace('http://', 'http://user:p%40ss@')));
  const expected = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
  expect(gateway.requests[0]?.headers.authorization).toBe(expected);
});

it.each([
  [400, 'lasting'],
  [422, 'lasting'],
  [410, 'lasting'],
  [401, 'passing'],
  [404, 'passing'],
  [408, 'passing'],
  [302, 'passing'],
  [500, 'passing'],
  [503, 'passing'],
])('takes %d for %s', async (status, kind) => {
  gateway.script({ status, body: 'no' });
  expect(await send()).toStrictEqual(failed(kind, `http-${String(status)}`, { answer: 'no' }));
});

it.each([
  [429, { 'retry-after': '90' }, 90],
  [429, {}, null],
  [429, { 'retry-after': 'soon' }, null],
  [503, { 'retry-after': '7' }, 7],
  [429, { date: 'Sun, 01 Mar 2026 12:00:00 GMT', 'retry-after': 'Sun, 01 Mar 2026 12:01:30 GMT' }, 90],
])('takes %d with %j for a wish to come later, which costs no try', async (status, headers, retryAfterSeconds) => {
  gateway.script({ status, headers });
  expect(await send()).toStrictEqual(failed('passing', `http-${String(status)}`, { counts: false, retryAfterSeconds }));
});

it('may have sent where the connection broke after the request', async () => {
  gateway.script('break');
  expect(await send()).toStrictEqual(failed('unknown', 'connection-lost'));
});

it('may have sent where it was given up while the gateway was silent', async () => {
  gateway.script('hang');
  const giveUp = new AbortController();
  const sending = send(giveUp.signal);
  while (gateway.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  giveUp.abort();
  expect(await sending).toStrictEqual(failed('unknown', 'aborted'));
});

it('has sent nothing where nobody listens', async () => {
  await gateway.close();
  expect(await send()).toStrictEqual(failed('passing', 'connection-refused'));
});

it('keeps what an answer says at a length that can be stored', async () => {
  gateway.script({ status: 200, body: 'x'.repeat(1_000_000) });
  expect(right(await send()).answer).toHaveLength(4_096);
});

it('names each gateway by its host alone', () => {
  const urls = ['https://u:p@a.test/secret', 'http://b.test:81', 'https://a.test/other'];
  expect(createSmsGateways(urls).map(({ name }) => name)).toStrictEqual([
    'sms:a.test',
    'sms:b.test:81',
    'sms:a.test#2',
  ]);
});

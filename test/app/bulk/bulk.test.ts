import { readdirSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import type { BulkAsk, GivenRecipient } from '../../../src/app/bulk/bulk-request';
import type { AppFailure } from '../../../src/app/failure';
import type { BatchEvent } from '../../../src/domain/batch/events';
import {
  ask,
  bulkProcess,
  type BulkUnderTest,
  call,
  listed,
  maintenance,
  recipient,
} from '../../support/bulk-under-test';
import { left, type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let process: BulkUnderTest;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  process = bulkProcess(ledger, directory);
});
afterAll(async () => ledger.close());
afterEach(() => {
  expect(readdirSync(process.spoolFolder)).toStrictEqual([]);
});

const users = (count: number): ReadonlyArray<GivenRecipient> =>
  Array.from({ length: count }, (_, index) => recipient(`b-${String(index)}`));
const send = async (recipients: Iterable<GivenRecipient>, changes: Parameters<typeof call>[0] = {}) =>
  ledger.settle(process.bulk.request(call(changes), listed(recipients))());
const story = async (batchId: string): Promise<ReadonlyArray<BatchEvent>> =>
  (await ledger.events(`batch-${batchId}`)).map(({ event }) => event as BatchEvent);
const chunksOf = (events: ReadonlyArray<BatchEvent>) =>
  events.flatMap((event) => (event.type === 'BatchChunkQueued' ? [event.data.recipients] : []));
const faultsOf = (failure: AppFailure) => (failure._tag === 'Impossible' ? failure : undefined);

describe('a list of recipients', () => {
  it('is written down whole before it is answered, in the order in which it came, by chunks of a hundred', async () => {
    const { value, replayed } = right(await send(users(250)));
    expect(replayed).toBe(false);
    const [acceptance] = await ledger.events(`batch-${value.batchId}`);
    expect(value).toMatchObject({ totalUsers: 250, duplicates: 0, createdAt: acceptance?.at });
    const events = await story(value.batchId);
    expect(events.map(({ type }) => type)).toStrictEqual([
      'BatchAccepted',
      ...['BatchChunkQueued', 'BatchChunkQueued', 'BatchChunkQueued'],
      'BatchRecipientsSealed',
    ]);
    const chunks = chunksOf(events);
    expect(chunks.map(({ length }) => length)).toStrictEqual([100, 100, 50]);
    expect(chunks.flat()).toStrictEqual(users(250).map(({ userId }) => ({ userId })));
  });

  it('takes from the template what it does not say, and keeps what it says of later', async () => {
    const sendAt = '2026-03-02T08:00:00.000Z' as BulkAsk['sendAt'];
    const { value } = right(await send(users(1), { ask: ask({ channels: undefined, sendAt }) }));
    expect((await story(value.batchId))[0]?.data).toMatchObject({
      channels: ['websocket', 'email'],
      priority: 'P3',
      sendAt,
      templates: [{ locale: 'en-US' }, { locale: 'zh-CN' }],
    });
  });

  it('counts whoever is named twice once, as they are named first, and says how many were', async () => {
    const twice = [recipient('u-1', { locale: 'en-US' }), recipient('u-2'), recipient('u-1'), recipient('u-1')];
    const { value } = right(await send(twice));
    expect(value).toMatchObject({ totalUsers: 2, duplicates: 2 });
    expect(chunksOf(await story(value.batchId)).flat()).toStrictEqual([
      { userId: 'u-1', locale: 'en-US' },
      { userId: 'u-2' },
    ]);
  });

  it("keeps each one's variables under their own key", async () => {
    const own = [recipient('u-1', { data: { title: 'For one' } }), recipient('u-2')];
    const { value } = right(await send(own));
    const stored = JSON.stringify(await story(value.batchId));
    expect(stored).not.toMatch(/For one|Network upgrade/);
    const [first] = chunksOf(await story(value.batchId)).flat();
    const key = right(await ledger.keyRing.ensure(['recipient:u-1'])()).get('recipient:u-1');
    expect(first?.personal?.kid).toBe(key?.kid);
  });

  it('is put into smaller chunks where it says much to each', async () => {
    const long = users(60).map((one) => ({ ...one, data: { message: '云'.repeat(5_000) } }));
    const { value } = right(await send(long));
    const sizes = chunksOf(await story(value.batchId)).map(({ length }) => length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(60);
  });

  it('includes who was erased before, of whom nothing is kept but that they were named', async () => {
    const userId = 'gone-before' as GivenRecipient['userId'];
    right(await ledger.settle(ledger.commands.eraseRecipient(service, userId)()));
    const { value } = right(await send([recipient('gone-before', { data: { title: 'Mine' } }), recipient('u-3')]));
    expect(chunksOf(await story(value.batchId)).flat()).toStrictEqual([{ userId: 'gone-before' }, { userId: 'u-3' }]);
  });
});

describe('where something is wrong, nothing is written down', () => {
  const untouched = async (work: () => Promise<E.Either<AppFailure, unknown>>): Promise<AppFailure> => {
    const before = (await ledger.events()).length;
    const failure = left(await work());
    expect(await ledger.events()).toHaveLength(before);
    return failure;
  };

  it('and each fault is told by its line', async () => {
    const some = [
      recipient('u-1', { data: { title: 7 } }),
      recipient('u-2', { locale: 'xx-yy' }),
      recipient('u-3'),
      recipient('u-4', { data: { duration: null, startTime: 'soon' } }),
    ];
    const failure = await untouched(async () => send(some));
    expect(failure).toStrictEqual({
      _tag: 'Impossible',
      total: 4,
      errors: [
        { path: '/data/title', message: 'is of another type than the template declares', line: 2 },
        { path: '/locale', message: 'is no known locale', line: 3 },
        { path: '/data/startTime', message: 'is of another type than the template declares', line: 5 },
        { path: '/data/duration', message: 'is required', line: 5 },
      ],
    });
  });

  it('the first thousand of them, and how many there are', async () => {
    const many = users(1_200).map((one) => ({ ...one, locale: 'no such' }));
    const failure = faultsOf(await untouched(async () => send(many)));
    expect([failure?.errors.length, failure?.total]).toStrictEqual([1_000, 1_200]);
  });

  it('also where the shared variables lack what some do not bring', async () => {
    const lacking = { ...maintenance, title: null };
    const some = [recipient('u-1', { data: { title: 'Mine' } }), recipient('u-2')];
    const failure = await untouched(async () => send(some, { ask: ask({ data: lacking }) }));
    expect(faultsOf(failure)?.errors).toStrictEqual([{ path: '/data/title', message: 'is required', line: 3 }]);
    right(await send(some.slice(0, 1), { ask: ask({ data: lacking }) }));
  });

  it.each<[string, Partial<BulkAsk>, string]>([
    ['no template in use', { templateCode: 'nothing.such' }, '/templateCode'],
    ['a template with a secret', { templateCode: 'user.password_reset' }, '/templateCode'],
    ['an unknown channel', { channels: ['websocket', 'pigeon'] }, '/channels/1'],
  ])('for %s', async (_name, changes, path) => {
    const failure = await untouched(async () => send(users(3), { ask: ask(changes) }));
    expect(faultsOf(failure)?.errors[0]?.path).toBe(path);
  });

  it('where nobody is named, or more than may be', async () => {
    expect(await untouched(async () => send([]))).toMatchObject({ _tag: 'InvalidInput' });
    const { bulk } = bulkProcess(ledger, directory, { bulkLimits: { recipients: 100, uploads: 1 } });
    const failure = await untouched(async () => ledger.settle(bulk.request(call(), listed(users(101)))()));
    expect(faultsOf(failure)?.errors).toStrictEqual([{ path: '/recipients', message: 'are more than 100' }]);
  });

  it('where the list is cut off', async () => {
    const cut = async function* () {
      yield* listed(users(300));
      yield E.left('cut off');
    };
    const before = (await ledger.events()).length;
    expect(await ledger.settle(process.bulk.upload(call(), cut())())).toStrictEqual(E.left('cut off'));
    expect(await ledger.events()).toHaveLength(before);
  });
});

it('takes in so many lists at once, and asks others to come again', async () => {
  const { bulk } = bulkProcess(ledger, directory, { bulkLimits: { recipients: 1_000, uploads: 1 } });
  let letOn: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    letOn = resolve;
  });
  const slow = async function* () {
    await waiting;
    yield* listed(users(3));
  };
  const first = bulk.upload(call(), slow())();
  expect(left(await bulk.upload(call(), listed(users(3)))())).toMatchObject({
    _tag: 'Unavailable',
    retryAfterSeconds: 10,
  });
  letOn();
  right(await ledger.settle(first));
  right(await ledger.settle(bulk.upload(call(), listed(users(3)))()));
});

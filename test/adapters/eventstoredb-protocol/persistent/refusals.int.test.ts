import {
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  START,
} from '@eventstore/db-client';
import { consume } from './consuming';
import { serveGroups } from './served-groups';

const served = serveGroups();
const settings = persistentSubscriptionToStreamSettingsFromDefaults;
const allSettings = persistentSubscriptionToAllSettingsFromDefaults;

const failureOf = async (attempt: Promise<unknown>): Promise<Error> => {
  const outcome: unknown = await attempt.catch((error: unknown) => error);
  if (outcome instanceof Error) return outcome;
  throw new Error('it did not fail');
};

type Unknown = { readonly what: string; readonly attempt: () => Promise<unknown> };

const onStream: ReadonlyArray<Unknown> = [
  {
    what: 'an update',
    attempt: async () => served.client().updatePersistentSubscriptionToStream('s', 'g', settings()),
  },
  { what: 'a deletion', attempt: async () => served.client().deletePersistentSubscriptionToStream('s', 'g') },
  { what: 'a question', attempt: async () => served.client().getPersistentSubscriptionToStreamInfo('s', 'g') },
  { what: 'a replay', attempt: async () => served.client().replayParkedMessagesToStream('s', 'g') },
  {
    what: 'a connection',
    attempt: async () => {
      throw await consume(served.client().subscribeToPersistentSubscriptionToStream('s', 'g')).failure();
    },
  },
];

const onAll: ReadonlyArray<Unknown> = [
  { what: 'an update', attempt: async () => served.client().updatePersistentSubscriptionToAll('g', allSettings()) },
  { what: 'a deletion', attempt: async () => served.client().deletePersistentSubscriptionToAll('g') },
  { what: 'a question', attempt: async () => served.client().getPersistentSubscriptionToAllInfo('g') },
  { what: 'a replay', attempt: async () => served.client().replayParkedMessagesToAll('g') },
  {
    what: 'a connection',
    attempt: async () => {
      throw await consume(served.client().subscribeToPersistentSubscriptionToAll('g')).failure();
    },
  },
];

describe('a group that does not exist', () => {
  it.each(onStream)('on a stream refuses $what', async ({ attempt }) => {
    const failure = await failureOf(attempt());
    expect(failure).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    expect(failure).toMatchObject({
      streamName: 's',
      groupName: 'g',
      message: '5 NOT_FOUND: Subscription group g on stream s does not exist.',
    });
  });

  it.each(onAll)('on everything refuses $what', async ({ attempt }) => {
    const failure = await failureOf(attempt());
    expect(failure).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    expect(failure).toMatchObject({ streamName: '$all', groupName: 'g' });
  });

  it('is not listed either, where its stream never had one', async () => {
    const failure = await failureOf(served.client().listPersistentSubscriptionsToStream('s'));
    expect(failure).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    expect(failure).toMatchObject({
      streamName: 's',
      groupName: '',
      message: '5 NOT_FOUND: Subscription group  on stream s does not exist.',
    });
  });
});

it('refuses a second group of one name', async () => {
  await served.client().createPersistentSubscriptionToStream('twice', 'g', settings());
  const failure = await failureOf(served.client().createPersistentSubscriptionToStream('twice', 'g', settings()));
  expect(failure).toBeInstanceOf(PersistentSubscriptionExistsError);
  expect(failure).toMatchObject({
    streamName: 'twice',
    groupName: 'g',
    message: '6 ALREADY_EXISTS: Subscription group g on stream twice exists.',
  });
});

it('is not found by another name that is written the same with its group', async () => {
  await served.client().createPersistentSubscriptionToStream('one', 'two::three', settings());
  const failure = await failureOf(served.client().getPersistentSubscriptionToStreamInfo('one::two', 'three'));
  expect(failure).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
});

it('refuses batches as large as the buffer that they go to', async () => {
  const failure = await failureOf(
    served
      .client()
      .createPersistentSubscriptionToStream('s', 'h', settings({ readBatchSize: 10, historyBufferSize: 10 })),
  );
  expect(failure).toBeInstanceOf(PersistentSubscriptionFailedError);
  expect(failure).toMatchObject({ streamName: 's', groupName: 'h', reason: expect.stringContaining('ReadBatchSize') });
});

it('refuses a start beyond the end of everything', async () => {
  const beyond = { commit: 1_000_000n, prepare: 1_000_000n };
  const failure = await failureOf(
    served.client().createPersistentSubscriptionToAll('h', allSettings({ startFrom: beyond })),
  );
  expect(failure).toBeInstanceOf(PersistentSubscriptionFailedError);
  expect(failure).toMatchObject({
    reason:
      'Invalid Start From position: commit position must be less than or equal to the last commit position in the transaction file.',
  });
});

it('refuses to replay up to before the first message', async () => {
  await served.client().createPersistentSubscriptionToStream('negative', 'g', settings());
  const failure = await failureOf(served.client().replayParkedMessagesToStream('negative', 'g', { stopAt: -1 }));
  expect(failure).toBeInstanceOf(PersistentSubscriptionFailedError);
});

it('refuses a pattern that is none', async () => {
  const filter = { filterOn: 'streamName', regex: '(', checkpointInterval: 1 } as const;
  const failure = await failureOf(served.client().createPersistentSubscriptionToAll('h', allSettings(), { filter }));
  expect(failure.message).toMatch(/^3 INVALID_ARGUMENT/);
});

it('refuses one consumer more than may be there, until one has left', async () => {
  const name = ['crowded', 'g'] as const;
  await served.client().createPersistentSubscriptionToStream(...name, settings({ maxSubscriberCount: 1 }));
  const first = consume(served.client().subscribeToPersistentSubscriptionToStream(...name));
  await first.confirmed();
  const failure = await consume(served.client().subscribeToPersistentSubscriptionToStream(...name)).failure();
  expect(failure).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
  expect(failure).toMatchObject({
    streamName: 'crowded',
    groupName: 'g',
    message: '9 FAILED_PRECONDITION: Maximum subscriptions reached for subscription group g on stream crowded.',
  });
  await first.leave();
});

type Dropping = { readonly what: string; readonly drop: (stream: string) => Promise<void> };
const dropping: ReadonlyArray<Dropping> = [
  {
    what: 'updated',
    drop: async (stream) => served.client().updatePersistentSubscriptionToStream(stream, 'g', settings()),
  },
  { what: 'deleted', drop: async (stream) => served.client().deletePersistentSubscriptionToStream(stream, 'g') },
  { what: 'restarted', drop: async () => served.client().restartPersistentSubscriptionSubsystem() },
];

it.each(dropping)('drops its consumers when it is $what', async ({ what, drop }) => {
  await served.append(what, 1);
  await served.client().createPersistentSubscriptionToStream(what, 'g', settings({ startFrom: START }));
  const consumer = consume(served.client().subscribeToPersistentSubscriptionToStream(what, 'g'));
  await consumer.received(1);
  await drop(what);
  const failure = await consumer.failure();
  expect(failure).toBeInstanceOf(PersistentSubscriptionDroppedError);
  expect(failure).toMatchObject({
    streamName: what,
    groupName: 'g',
    message: `1 CANCELLED: Subscription group g on stream ${what} was dropped.`,
  });
});

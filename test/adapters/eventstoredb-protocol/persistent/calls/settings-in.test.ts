import { CreateReq } from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import * as E from 'fp-ts/Either';
import { settingsIn } from '../../../../../src/adapters/eventstoredb-protocol/persistent/calls/settings-in';
import { allStartIn, streamStartIn } from '../../../../../src/adapters/eventstoredb-protocol/persistent/calls/start-in';

const someSettings = (): CreateReq.Settings => new CreateReq.Settings().setHistoryBufferSize(500).setReadBatchSize(20);

it('reads times that come as ticks of 100 ns', () => {
  const settings = someSettings().setMessageTimeoutTicks('300000000').setCheckpointAfterTicks('20000000');
  expect(settingsIn(settings)).toMatchObject({ right: { messageTimeout: 30_000, checkpointAfter: 2000 } });
});

it('takes the strategy that is named over the one that is numbered', () => {
  const settings = someSettings().setNamedConsumerStrategy(CreateReq.ConsumerStrategy.ROUNDROBIN);
  expect(settingsIn(settings)).toMatchObject({ right: { strategy: 'RoundRobin' } });
  expect(settingsIn(settings.setConsumerStrategy('PinnedByCorrelation'))).toMatchObject({
    right: { strategy: 'PinnedByCorrelation' },
  });
});

it.each(['Random', 'toString'])('refuses a strategy named %s', (name) => {
  expect(settingsIn(someSettings().setConsumerStrategy(name))).toStrictEqual(
    E.left(`Consumer strategy ${name} does not exist.`),
  );
});

it('refuses negative numbers', () => {
  expect(settingsIn(someSettings().setMaxRetryCount(-1))).toStrictEqual(E.left('maxRetryCount must not be negative.'));
});

describe('the start of a stream', () => {
  it('is read as older clients say it', () => {
    expect(streamStartIn(undefined, '18446744073709551615')).toStrictEqual(E.right('-1'));
    expect(streamStartIn(undefined, '7')).toStrictEqual(E.right('7'));
    expect(E.isLeft(streamStartIn(undefined, '18446744073709551614'))).toBe(true);
  });

  it('is read as newer clients say it', () => {
    const options = new CreateReq.StreamOptions();
    expect(streamStartIn(options.setStart(new Empty()), '')).toStrictEqual(E.right('0'));
    expect(streamStartIn(options.setEnd(new Empty()), '')).toStrictEqual(E.right('-1'));
    expect(streamStartIn(options.setRevision('9'), '')).toStrictEqual(E.right('9'));
  });
});

describe('the start of everything', () => {
  const at = (commit: string, prepare: string): E.Either<string, string> => {
    const position = new CreateReq.Position().setCommitPosition(commit).setPreparePosition(prepare);
    return allStartIn(new CreateReq.AllOptions().setPosition(position), 100n);
  };

  it('is a position up to the head, or the end', () => {
    expect(at('100', '90')).toStrictEqual(E.right('C:100/P:90'));
    expect(at('18446744073709551615', '18446744073709551615')).toStrictEqual(E.right('C:-1/P:-1'));
  });

  it.each([
    ['101', '101'],
    ['5', '6'],
    ['5', '18446744073709551615'],
  ])('is not C:%s/P:%s', (commit, prepare) => {
    expect(E.isLeft(at(commit, prepare))).toBe(true);
  });
});

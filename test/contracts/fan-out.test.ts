import { createEmbeddedFanOut } from '../../src/adapters/embedded/fan-out/create-embedded-fan-out';
import { openRedisFanOut } from '../../src/adapters/redis/fan-out/open-redis-fan-out';
import { systemIds as ids } from '../../src/adapters/system/ids';
import type { FanOut } from '../../src/domain/ports/fan-out';
import { silent as logger } from '../support/http-deps';
import { redisForTests } from '../support/redis';
import { right } from '../support/right';
import { until } from '../support/until';
import { fanOutContract } from './fan-out.contract';

describe('in one process', () => {
  const only = createEmbeddedFanOut();
  fanOutContract(async () => only);
});

describe('over Redis', () => {
  const server = redisForTests();
  const closings: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const close of closings.splice(0)) await close();
  });
  const join = async (ledgerId = 'ledger-1'): Promise<FanOut> => {
    const { fanOut, close } = right(await openRedisFanOut({ url: server().url, ids, logger, ledgerId })());
    closings.push(close);
    return fanOut;
  };
  fanOutContract(async () => join());

  it('keeps ledgers apart', async () => {
    const [one, other] = [await join(), await join('ledger-2')];
    const heard: Array<string> = [];
    other.listen('topic', (word) => heard.push(word));
    one.say('topic', 'of the first ledger');
    other.say('topic', 'of the second');
    await until('one was heard', () => heard.length > 0);
    expect(heard).toStrictEqual(['of the second']);
  });

  it('listens again once a lost connection is back', async () => {
    const [one, other] = [await join(), await join()];
    const heard: Array<string> = [];
    other.listen('topic', (word) => heard.push(word));
    await server().client().client('KILL', 'SKIPME', 'YES');
    await until('a word comes through', () => {
      one.say('topic', 'again');
      return heard.length > 0;
    });
  });
});

import { systemClock } from '../../src/adapters/system/clock';
import { createTestClock } from '../support/test-clock';
import { clockContract } from './clock.contract';

describe("the machine's", () => {
  clockContract(systemClock, async (millis) => systemClock.wait(millis, new AbortController().signal));
});

describe('the one that tests move', () => {
  const clock = createTestClock();
  clockContract(clock, clock.advance);
});

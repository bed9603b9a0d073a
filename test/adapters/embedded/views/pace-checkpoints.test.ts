import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { paceCheckpoints } from '../../../../src/adapters/embedded/views/pace-checkpoints';

it('tells the next step, and it alone, why the log was not copied back', async () => {
  const database = new DatabaseSync(':memory:');
  const pace = paceCheckpoints(database);
  database.close();
  pace.wrote(1_000_000);
  pace.check();
  await nextTurn();
  expect(() => pace.check()).toThrow('closed');
  expect(() => pace.check()).not.toThrow();
});

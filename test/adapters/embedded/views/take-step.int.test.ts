import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { createCheckpoints } from '../../../../src/adapters/embedded/views/checkpoints';
import { openOrRemake } from '../../../../src/adapters/embedded/views/open-database';
import { packChanges } from '../../../../src/adapters/embedded/views/pack-change';
import { createTakeSteps } from '../../../../src/adapters/embedded/views/take-step';
import type { WriteStep } from '../../../../src/adapters/embedded/views/writer-messages';
import { temporaryDirectory } from '../../../support/temporary-directory';

const at = (position: bigint) => ({ ledgerId: 'ledger-1', position, eventId: `e-${String(position)}` });
const viewOf = (name: string) => ({ name, version: 1 });

describe('steps that are taken together', () => {
  const database = openOrRemake(join(temporaryDirectory(), 'views.db'), () => undefined);
  const takeSteps = createTakeSteps(database);
  const checkpoints = createCheckpoints(database);
  afterAll(() => database.close());

  const apply = (name: string, from: bigint, changes: ReadonlyArray<string>): WriteStep => ({
    ...{ kind: 'apply', view: viewOf(name), from: at(from), to: at(from + 1n), changes, count: 1 },
  });
  const row = packChanges([{ kind: 'put', table: 'item', key: 'n-1', value: { a: 1 }, indexes: [] }]);

  it('leave each other alone: one that throws changes nothing, and is the only one that fails', () => {
    for (const name of ['a', 'b', 'c']) takeSteps([{ kind: 'reset', view: viewOf(name), start: at(0n) }]);
    const outcomes = takeSteps([
      apply('a', 0n, row),
      apply('b', 0n, ['no change at all']),
      apply('c', 7n, row),
      apply('a', 1n, row),
    ]);
    expect(outcomes.map((outcome) => (E.isRight(outcome) ? outcome.right : 'threw'))).toStrictEqual([
      true,
      'threw',
      false,
      true,
    ]);
    const positions = ['a', 'b', 'c'].map((name) => checkpoints.find(viewOf(name))?.checkpoint.position);
    expect(positions).toStrictEqual([2n, 0n, 0n]);
  });
});

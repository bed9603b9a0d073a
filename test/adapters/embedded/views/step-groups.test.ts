import { setImmediate as nextTurn } from 'node:timers/promises';
import { createStepGroups, type SendGroup } from '../../../../src/adapters/embedded/views/step-groups';
import type { WriteStep } from '../../../../src/adapters/embedded/views/writer-messages';

const step = (name: string, count = 1): WriteStep => {
  const checkpoint = { ledgerId: 'ledger-1', position: 0n, eventId: '' };
  return { kind: 'apply', view: { name, version: 1 }, from: checkpoint, to: checkpoint, changes: [], count };
};

/** Whoever is sent groups, and answers when told to. */
const receiver = () => {
  const sent: Array<{
    readonly names: ReadonlyArray<string>;
    readonly answer: (answers: ReadonlyArray<boolean | Error>) => void;
    readonly die: (cause: unknown) => void;
  }> = [];
  const send: SendGroup = async (steps) =>
    new Promise((answer, die) => {
      sent.push({ names: steps.map(({ view }) => view.name), answer, die });
    });
  return { sent, groups: createStepGroups(send) };
};

describe('steps for the thread that writes the views', () => {
  it('go together, in their order, when they were asked in one turn; each gets its own answer', async () => {
    const { sent, groups } = receiver();
    const outcomes = Promise.allSettled([groups.take(step('a')), groups.take(step('b')), groups.take(step('c'))]);
    await nextTurn();
    expect(sent.map(({ names }) => names)).toStrictEqual([['a', 'b', 'c']]);
    sent[0]?.answer([true, false, new Error('full')]);
    expect(await outcomes).toStrictEqual([
      { status: 'fulfilled', value: true },
      { status: 'fulfilled', value: false },
      { status: 'rejected', reason: new Error('full') },
    ]);
  });

  it('gather while two groups are on their way', async () => {
    const { sent, groups } = receiver();
    for (const name of ['a', 'b', 'c', 'd']) {
      void groups.take(step(name));
      await nextTurn();
    }
    expect(sent.map(({ names }) => names)).toStrictEqual([['a'], ['b']]);
    sent[0]?.answer([true]);
    await nextTurn();
    await nextTurn();
    expect(sent.map(({ names }) => names)).toStrictEqual([['a'], ['b'], ['c', 'd']]);
  });

  it('are no more in a group than are written within some milliseconds, but one at least', async () => {
    const { sent, groups } = receiver();
    for (const [name, rows] of [
      ['a', 5_000],
      ['b', 600],
      ['c', 600],
    ] as const)
      void groups.take(step(name, rows));
    groups.sendAll();
    expect(sent.map(({ names }) => names)).toStrictEqual([['a'], ['b'], ['c']]);
  });

  it('are all rejected where nothing is known of their group', async () => {
    const { sent, groups } = receiver();
    const outcomes = Promise.allSettled([groups.take(step('a')), groups.take(step('b'))]);
    groups.sendAll();
    sent[0]?.die('died');
    expect(await outcomes).toStrictEqual([
      { status: 'rejected', reason: 'died' },
      { status: 'rejected', reason: 'died' },
    ]);
  });
});

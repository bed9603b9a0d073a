import { createWaitingLine } from '../../../src/domain/shared/waiting-line';

const waiters = (names: ReadonlyArray<string>) => {
  const line = createWaitingLine();
  const stopping = new AbortController();
  const woken: Array<string> = [];
  const waits = names.map(async (name) => line.woken(stopping.signal).then(() => woken.push(name)));
  return { line, stopping, woken, waits };
};

it('wakes the one that has waited longest, and each once', async () => {
  const { line, woken, waits } = waiters(['first', 'second', 'third']);
  line.wakeNext();
  line.wakeNext();
  await Promise.all(waits.slice(0, 2));
  expect(woken).toStrictEqual(['first', 'second']);
});

it('wakes all', async () => {
  const { line, woken, waits } = waiters(['first', 'second']);
  line.wakeAll();
  await Promise.all(waits);
  expect(woken).toStrictEqual(['first', 'second']);
});

it('lets go of whoever stops waiting, and passes nobody over for it', async () => {
  const { line, stopping, woken, waits } = waiters(['gone']);
  const other = line.woken(new AbortController().signal).then(() => woken.push('other'));
  stopping.abort();
  await Promise.all(waits);
  line.wakeNext();
  await other;
  expect(woken).toStrictEqual(['gone', 'other']);
});

it('has nobody to wake where nobody waits', () => {
  const line = createWaitingLine();
  expect(() => {
    line.wakeNext();
    line.wakeAll();
  }).not.toThrow();
});

it('keeps nobody who has stopped waiting before', async () => {
  const { woken } = createWaitingLine();
  await expect(woken(AbortSignal.abort())).resolves.toBeUndefined();
});

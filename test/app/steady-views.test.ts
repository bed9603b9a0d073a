import * as TE from 'fp-ts/TaskEither';
import { openTemporaryViews } from '../../src/adapters/embedded/views/open-temporary-views';
import { unavailable } from '../../src/app/commands/unavailable';
import { toProblem } from '../../src/app/http/problem';
import { createSteadyViews, type SteadyViews } from '../../src/app/steady-views';
import type { Checkpoint, Views } from '../../src/domain/ports/views';
import { besideOf, type Change } from '../../src/domain/shared/view';
import { left } from '../support/ledger-under-test';
import { right } from '../support/right';

const view = { name: 'inbox', version: 1 };
const at = (position: bigint): Checkpoint => ({ ledgerId: 'ledger-1', position, eventId: `event-${String(position)}` });
const change: Change = { kind: 'put', table: 'item', key: 'a', value: {}, indexes: [{ index: 'list', sort: '1' }] };
const never = { reached: async () => false };

let views: Views;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ views, close } = right(await openTemporaryViews('ledger-1')()));
});
afterEach(async () => close());

const foldTo = async ({ folding }: SteadyViews, to: bigint): Promise<void> => {
  const from = right(await folding.reset(view)());
  right(await folding.apply(view, { from, to: at(to), changes: [change] })());
};

it('answers nothing from a view that has not seen what was there at the start', async () => {
  const steady = createSteadyViews(views, 7n, never);
  await foldTo(steady, 6n);
  const built = { position: 6n, of: 7n };
  expect(left(await steady.asking.count(view, 'list')())).toStrictEqual({ _tag: 'ViewNotReady', view: 'inbox', built });
  await foldTo(steady, 7n);
  expect(right(await steady.asking.count(view, 'list')())).toStrictEqual({ position: 7n, value: 1 });
});

it('tells whoever asked over HTTP how far it is', () => {
  const failure = unavailable({ _tag: 'ViewNotReady', view: 'inbox', built: { position: 6n, of: 7n } });
  const problem = toProblem(failure);
  expect(problem.status).toBe(503);
  expect(problem.headers).toStrictEqual({ 'Retry-After': '1' });
  expect(problem.detail).toContain('The view inbox is being built: 6 of 7 events.');
});

it('answers nothing from a view that is built again until it is where it was', async () => {
  const steady = createSteadyViews(views, 0n, never);
  await foldTo(steady, 9n);
  await foldTo(steady, 8n);
  const notReady = { _tag: 'ViewNotReady', view: 'inbox', built: { position: 8n, of: 9n } };
  expect(left(await steady.asking.get(view, [])())).toStrictEqual(notReady);
  expect(left(await steady.asking.range(view, 'list', { limit: 1 })())).toStrictEqual(notReady);
  await foldTo(steady, 9n);
  expect(right(await steady.asking.get(view, [])()).position).toBe(9n);
});

it('never goes back behind what it has answered, whoever folds', async () => {
  const folder = createSteadyViews(views, 0n, never);
  const reader = createSteadyViews(views, 0n, never);
  await foldTo(folder, 5n);
  expect(right(await reader.asking.count(view, 'list')()).position).toBe(5n);
  await foldTo(folder, 4n);
  expect(left(await reader.asking.count(view, 'list')())._tag).toBe('ViewNotReady');
});

it('does not hold an answer against one that was asked for before it', async () => {
  const slow: { answer: () => void } = { answer: () => undefined };
  const count: Views['count'] = () => async () => {
    await new Promise<void>((resolve) => (slow.answer = resolve));
    return TE.right({ position: 1n, value: 0 })();
  };
  const steady = createSteadyViews({ ...views, count }, 0n, never);
  const asked = steady.asking.count(view, 'list')();
  await foldTo(steady, 2n);
  slow.answer();
  expect(right(await asked)).toStrictEqual({ position: 1n, value: 0 });
});

it('waits a moment for a view that is about to get there', async () => {
  const reached = async (): Promise<boolean> => {
    await views.apply(view, { from: at(6n), to: at(7n), changes: [] })();
    return true;
  };
  const steady = createSteadyViews(views, 7n, { reached });
  await foldTo(steady, 6n);
  expect(right(await steady.asking.count(view, 'list')())).toStrictEqual({ position: 7n, value: 1 });
});

describe('a view that is made beside the live one', () => {
  const beside = besideOf(view);
  const made = async ({ folding }: SteadyViews, to: bigint): Promise<Checkpoint> => {
    const from = right(await folding.reset(beside)());
    right(await folding.apply(beside, { from, to: at(to), changes: [change] })());
    return at(to);
  };

  it('tells how far it is where there is no live one', async () => {
    const steady = createSteadyViews(views, 7n, never);
    await made(steady, 5n);
    const built = { position: 5n, of: 7n };
    const asked = left(await steady.asking.count(view, 'list')());
    expect(asked).toStrictEqual({ _tag: 'ViewNotReady', view: 'inbox', built });
  });

  it('is not what readers are measured by before it is the live one', async () => {
    const steady = createSteadyViews(views, 3n, never);
    await foldTo(steady, 4n);
    const from = await made(steady, 9n);
    expect(right(await steady.asking.count(view, 'list')()).position).toBe(4n);
    right(await steady.folding.promote(beside, { from, to: at(9n), changes: [] })());
    await foldTo(steady, 8n);
    expect(left(await steady.asking.count(view, 'list')())).toMatchObject({ built: { position: 8n, of: 9n } });
  });

  it('leaves an older version to be read as it stands, which never goes back from there', async () => {
    await foldTo(createSteadyViews(views, 0n, never), 5n);
    const steady = createSteadyViews(views, 7n, never);
    const newer = { ...view, version: 2 };
    const asked = await Promise.all(Array.from({ length: 3 }, async () => steady.asking.count(newer, 'list')()));
    expect(asked.map((answer) => right(answer).position)).toStrictEqual([5n, 5n, 5n]);
    await foldTo(createSteadyViews(views, 0n, never), 4n);
    expect(left(await steady.asking.count(newer, 'list')())).toMatchObject({ built: { position: 4n, of: 5n } });
    const from = right(await steady.folding.reset(besideOf(newer))());
    right(await steady.folding.promote(besideOf(newer), { from, to: at(8n), changes: [change] })());
    expect(right(await steady.asking.count(newer, 'list')())).toStrictEqual({ position: 8n, value: 1 });
  });
});

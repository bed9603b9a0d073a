import * as TE from 'fp-ts/TaskEither';
import { openTemporaryViews } from '../../src/adapters/embedded/views/open-temporary-views';
import { unavailable } from '../../src/app/commands/unavailable';
import { toProblem } from '../../src/app/http/problem';
import { createSteadyViews, type SteadyViews } from '../../src/app/steady-views';
import type { Checkpoint, Views } from '../../src/domain/ports/views';
import type { Change } from '../../src/domain/shared/view';
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

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import * as E from 'fp-ts/Either';
import { openEmbeddedViews } from '../../../../src/adapters/embedded/views/open-embedded-views';
import type { Checkpoint, Views } from '../../../../src/domain/ports/views';
import type { Change } from '../../../../src/domain/shared/view';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { threadsStartedBy } from '../../../support/threads-started';

const view = { name: 'inbox', version: 1 };
const unavailable = { left: { _tag: 'ViewUnavailable' } };
const rows = (step: number, count: number): ReadonlyArray<Change> =>
  Array.from({ length: count }, (_, index) => ({
    kind: 'put',
    table: 'item',
    key: `n-${String(step)}-${String(index)}`,
    value: { text: 'x'.repeat(500) },
    indexes: [{ index: 'all', sort: String(index) }],
  }));
const after = (from: Checkpoint): Checkpoint => ({
  ...from,
  position: from.position + 1n,
  eventId: `e-${String(from.position + 1n)}`,
});

/** It meets what it can't understand. Terminated from outside, in the midst of a statement, it would take the process with it. */
const kill = (thread: Worker): void => {
  thread.postMessage(null);
};

describe('the thread that writes the views', () => {
  const directory = temporaryDirectory();
  let files = 0;
  let file = '';
  const closes: Array<() => Promise<void>> = [];
  beforeEach(() => {
    files += 1;
    file = join(directory, `views-${String(files)}.db`);
  });
  const open = async (onRemade: () => void = () => undefined) => {
    const { outcome, threads } = await threadsStartedBy(openEmbeddedViews({ file, ledgerId: 'ledger-1', onRemade }));
    const opened = { ...right(outcome), thread: threads[0]! };
    closes.push(opened.close);
    return opened;
  };
  /** Whatever a test has found: a thread that is left would keep the process. Closing again has no effect. */
  afterEach(async () => {
    for (const close of closes.splice(0)) await close();
  });
  /** One step after the other, each of so many rows. */
  const fill = async (views: Views, steps: number, rowsOfStep: number): Promise<Checkpoint> => {
    let from = right(await views.reset(view)());
    for (let step = 0; step < steps; step += 1) {
      right(await views.apply(view, { from, to: after(from), changes: rows(step, rowsOfStep) })());
      from = after(from);
    }
    return from;
  };

  it('is started again when it has died; what it was asked after its last answer is rejected', async () => {
    const { views, close, thread } = await open();
    let from = right(await views.reset(view)());
    const apply = async (step: number) => {
      const to = after(from);
      const outcome = views.apply(view, { from, to, changes: rows(step, 50) })();
      from = to;
      return outcome;
    };
    const early = [apply(0), apply(1), apply(2)];
    // What is asked in one turn is sent at its end.
    await nextTurn();
    await nextTurn();
    kill(thread);
    const late = [apply(3), apply(4)];
    for (const outcome of await Promise.all(early)) expect(outcome).toStrictEqual(E.right(undefined));
    for (const outcome of await Promise.all(late)) expect(outcome).toMatchObject(unavailable);

    const stands = right(await views.checkpoint(view)())!;
    expect(stands.position).toBe(3n);
    expect(await views.count(view, 'all')()).toStrictEqual(E.right({ position: 3n, value: 150 }));
    const next = { from: stands, to: after(stands), changes: rows(99, 1) };
    expect(await views.apply(view, next)()).toStrictEqual(E.right(undefined));
    expect(right(await views.count(view, 'all')()).value).toBe(151);
    await close();
  });

  it('closes after it has died', async () => {
    const { close, thread } = await open();
    const gone = new Promise((resolve) => thread.once('exit', resolve));
    kill(thread);
    await gone;
    await expect(close()).resolves.toBeUndefined();
  });

  it('copies the log back while it is written', async () => {
    const { views, close } = await open();
    await fill(views, 240, 200);
    expect(statSync(`${file}-wal`).size).toBeLessThan(statSync(file).size);
    await close();
  });

  it('leaves everything in the file when it is closed, and answers nothing more', async () => {
    const { views, close } = await open();
    const last = await fill(views, 3, 10);
    await close();
    expect(await views.count(view, 'all')()).toMatchObject(unavailable);
    expect(await views.apply(view, { from: last, to: after(last), changes: [] })()).toMatchObject(unavailable);
    writeFileSync(`${file}-wal`, '');
    const again = await open();
    expect(await again.views.count(view, 'all')()).toStrictEqual(E.right({ position: 3n, value: 30 }));
    await again.close();
  });

  it('begins a damaged file anew once, however many meet the damage', async () => {
    const first = await open();
    const last = await fill(first.views, 1, 2_000);
    await first.close();
    writeFileSync(file, readFileSync(file).fill(0xa5, 8_192));
    let remade = 0;
    const { views, close } = await open(() => {
      remade += 1;
    });
    const step = { from: last, to: after(last), changes: rows(0, 2_000) };
    const outcomes = await Promise.all([
      views.apply(view, step)(),
      views.apply(view, step)(),
      ...rows(0, 100).map(async (key) => views.get(view, [key])()),
    ]);
    expect(outcomes[0]).toMatchObject(unavailable);
    expect(remade).toBe(1);
    expect(await views.count(view, 'all')()).toStrictEqual(E.left({ _tag: 'ViewNotReady', view: 'inbox' }));
    await fill(views, 1, 5);
    expect(await views.count(view, 'all')()).toStrictEqual(E.right({ position: 1n, value: 5 }));
    await close();
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import * as E from 'fp-ts/Either';
import { openEmbeddedViews } from '../../../../src/adapters/embedded/views/open-embedded-views';
import type { Views } from '../../../../src/domain/ports/views';
import { besideOf } from '../../../../src/domain/shared/view';
import { right } from '../../../support/right';
import { temporaryDirectory } from '../../../support/temporary-directory';
import { until } from '../../../support/until';

const view = { name: 'inbox', version: 1 };
const ledgerId = 'ledger-1';
const fill = async (views: Views, rows: number): Promise<void> => {
  const from = right(await views.reset(view)());
  const changes = Array.from({ length: rows }, (_, index) => ({
    kind: 'put' as const,
    table: 'item',
    key: `n-${String(index)}`,
    value: { text: 'x'.repeat(500) },
    indexes: [{ index: 'all', sort: String(index) }],
  }));
  right(await views.apply(view, { from, to: { ...from, position: 1n, eventId: 'e-1' }, changes })());
};

describe('the embedded views', () => {
  const directory = temporaryDirectory();
  let files = 0;
  let file = '';
  beforeEach(() => {
    files += 1;
    file = join(directory, `views-${String(files)}.db`);
  });
  const open = async (onRemade?: () => void) =>
    right(await openEmbeddedViews({ file, ledgerId, ...(onRemade === undefined ? {} : { onRemade }) })());
  const count = async (views: Views) => views.count(view, 'all')();
  const notReady = E.left({ _tag: 'ViewNotReady', view: 'inbox' });

  it('are as they were after closing and opening', async () => {
    const first = await open();
    await fill(first.views, 10);
    await first.close();
    const second = await open();
    expect(await count(second.views)).toStrictEqual(E.right({ position: 1n, value: 10 }));
    await second.close();
  });

  it('can be read beside who writes them, and not written', async () => {
    const writer = await open();
    await fill(writer.views, 10);
    const reader = right(await openEmbeddedViews({ file, ledgerId, readOnly: true })());
    expect(await count(reader.views)).toStrictEqual(E.right({ position: 1n, value: 10 }));
    expect(E.isLeft(await reader.views.reset(view)())).toBe(true);
    await fill(writer.views, 20);
    expect(await count(reader.views)).toStrictEqual(E.right({ position: 1n, value: 20 }));
    await reader.close();
    await writer.close();
  });

  it('do not open for reading where there are none', async () => {
    expect(await openEmbeddedViews({ file, ledgerId, readOnly: true })()).toMatchObject({
      left: { _tag: 'ViewUnavailable' },
    });
  });

  it.each([
    ['is no database', () => writeFileSync(file, 'not a database '.repeat(1_000))],
    [
      'holds the tables of another version',
      () => {
        const other = new DatabaseSync(file);
        other.exec('CREATE TABLE rows (x); PRAGMA user_version = 99');
        other.close();
      },
    ],
  ])('are begun anew, and say so, where the file %s', async (_, spoil) => {
    spoil();
    let remade = 0;
    const opened = await open(() => {
      remade += 1;
    });
    expect(remade).toBe(1);
    expect(await count(opened.views)).toStrictEqual(notReady);
    await fill(opened.views, 3);
    await opened.close();
  });

  it('are begun anew where the damage shows in use', async () => {
    const first = await open();
    await fill(first.views, 2_000);
    await first.close();
    overwriteFrom(file, 8_192);
    let remade = 0;
    const opened = await open(() => {
      remade += 1;
    });
    const answers: Array<E.Either<{ readonly _tag: string }, unknown>> = [];
    for (let n = 0; n < 2_000 && remade === 0; n += 1)
      answers.push(await opened.views.get(view, [{ table: 'item', key: `n-${String(n)}` }])());
    expect(remade).toBe(1);
    expect(answers.at(-1)).toMatchObject({ left: { _tag: 'ViewUnavailable' } });
    expect(await count(opened.views)).toStrictEqual(notReady);
    await fill(opened.views, 5);
    expect(await count(opened.views)).toStrictEqual(E.right({ position: 1n, value: 5 }));
    await opened.close();
  });

  it('leave the rows of a view that was replaced alone for a minute, and then clear them away, also where nothing is written', async () => {
    const { views, close } = await open();
    await fill(views, 300);
    const beside = besideOf(view);
    const from = right(await views.reset(beside)());
    right(await views.promote(beside, { from, to: { ...from, position: 1n, eventId: 'e-1' }, changes: [] })());
    const database = new DatabaseSync(file, { timeout: 5_000 });
    const rows = database.prepare('SELECT count(*) AS n FROM rows');
    const left = () => (rows.get() as { readonly n: number }).n;
    const due = database.prepare('SELECT sweep_at - unixepoch() AS seconds FROM views WHERE name IS NULL').get();
    expect((due as { readonly seconds: number }).seconds).toBeGreaterThan(30);
    expect(left()).toBe(300);
    database.exec('UPDATE views SET sweep_at = unixepoch() WHERE name IS NULL');
    await until('the sweep', () => left() === 0);
    database.close();
    await close();
  });

  it('clear away what a reset left, a little with each step', async () => {
    const { views, close } = await open();
    await fill(views, 300);
    let from = right(await views.reset(view)());
    for (let step = 2n; step < 10n; step += 1n) {
      const to = { ...from, position: step, eventId: `e-${String(step)}` };
      right(await views.apply(view, { from, to, changes: [] })());
      from = to;
    }
    await close();
    const database = new DatabaseSync(file);
    const left = ['rows', 'entries', 'lists'].map((table) => database.prepare(`SELECT * FROM ${table}`).all().length);
    expect(left).toStrictEqual([0, 0, 0]);
    database.close();
  });
});

/** Everything from the offset on becomes something else. */
function overwriteFrom(path: string, offset: number): void {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, offset));
}

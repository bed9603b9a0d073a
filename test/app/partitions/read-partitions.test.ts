import * as E from 'fp-ts/Either';
import * as fc from 'fast-check';
import { readPartitions } from '../../../src/app/partitions/read-partitions';
import type { Views } from '../../../src/domain/ports/views';
import { partitionName, partitionOf } from '../../../src/domain/shared/partitions';
import { allProjections } from '../../../src/projections/all-projections';
import { openTemporaryViews } from '../../../src/adapters/embedded/views/open-temporary-views';
import { right } from '../../support/right';

const PARTITIONS = 5;
const view = { name: 'directory', version: 1 };
const lists = ['everyone', 'operators'];

let views: Views;
let close: () => Promise<void>;
beforeEach(async () => {
  const opened = right(await openTemporaryViews('ledger-1')());
  close = opened.close;
  views = { ...opened.views, partitions: PARTITIONS };
});
afterEach(async () => close());

const at = (position: bigint) => ({ ledgerId: 'ledger-1', position, eventId: `e-${String(position)}` });
type User = { readonly id: string; readonly sort: string };
const rowOf = ({ id, sort }: User) => ({
  ...{ table: 'recipient', key: id, value: { id } },
  indexes: lists.map((index) => ({ index, sort })),
});

/** The users as one view holds them, and as partitions do, each at a position of its own. */
const fill = async (users: ReadonlyArray<User>): Promise<void> => {
  const whole = { name: 'whole', version: 1 };
  const put = (user: User) => ({ kind: 'put', ...rowOf(user) }) as const;
  right(await views.apply(whole, { from: right(await views.reset(whole)()), to: at(99n), changes: users.map(put) })());
  for (let index = 0; index < PARTITIONS; index += 1) {
    const part = { ...view, name: partitionName(view.name, index) };
    const own = users.filter(({ id }) => partitionOf(id, PARTITIONS) === index);
    const to = at(10n + BigInt(index));
    right(await views.apply(part, { from: right(await views.reset(part)()), to, changes: own.map(put) })());
  }
};

const users = fc.uniqueArray(
  fc.record({
    id: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
      .filter((id) => id.isWellFormed() && !/\p{Cc}/u.test(id)),
    sort: fc.constantFrom('a', 'b', 'é', '\u{1f600}', '\uffee'),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

it('answers as one view would, row by row and page by page', async () => {
  await fc.assert(
    fc.asyncProperty(users, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (told, limit, backwards) => {
      await fill(told);
      const asked = readPartitions(views, allProjections);
      const direction = backwards ? 'backwards' : 'forwards';
      const pagesOf = async (of: Views, name: string) => {
        const pages: Array<unknown> = [];
        for (let after: { sort: string; key: string } | undefined; ;) {
          const options = { direction, limit, ...(after === undefined ? {} : { after }) } as const;
          const { value } = right(await of.range({ name, version: 1 }, 'everyone', options)());
          pages.push(value);
          const last = value.at(-1);
          if (last === undefined || value.length < limit) return pages;
          after = { sort: last.sort, key: last.key };
        }
      };
      expect(await pagesOf(asked, view.name)).toStrictEqual(await pagesOf(views, 'whole'));
      const keys = [...told, { id: 'nobody' }].map(({ id }) => ({ table: 'recipient', key: id }));
      const found = right(await asked.get(view, keys)());
      expect(found.value).toStrictEqual(right(await views.get({ name: 'whole', version: 1 }, keys)()).value);
      expect(right(await asked.count(view, 'operators')()).value).toBe(told.length);
    }),
    { numRuns: 30 },
  );
});

it('has come as far as the last of its partitions, and is there once each of them is', async () => {
  await fill([{ id: 'u-1', sort: 'a' }]);
  const asked = readPartitions(views, allProjections);
  expect(right(await asked.checkpoint(view)())).toStrictEqual(at(10n));
  expect(right(await asked.live(view.name)())).toStrictEqual({ version: 1, checkpoint: at(10n) });
  expect(right(await asked.count(view, 'everyone')()).position).toBe(10n);
  right(await views.drop({ ...view, name: partitionName(view.name, 3) })());
  expect(right(await asked.checkpoint(view)())).toBeUndefined();
  expect(right(await asked.live(view.name)())).toBeUndefined();
  const notReady = E.left({ _tag: 'ViewNotReady', view: view.name });
  expect(await asked.count(view, 'everyone')()).toStrictEqual(notReady);
});

it('asks one partition for what is of one user', async () => {
  await fill([]);
  const names: Array<string> = [];
  const watched: Views = {
    ...views,
    get: (of, keys) => {
      names.push(of.name);
      return views.get(of, keys);
    },
  };
  const asked = readPartitions(watched, allProjections);
  right(await asked.get(view, [{ table: 'recipient', key: 'u-1' }])());
  expect(names).toStrictEqual([partitionName('directory', partitionOf('u-1', PARTITIONS))]);
});

it('leaves views alone that are not split, and all where there is one partition', async () => {
  const one = { ...views, partitions: 1 };
  expect(readPartitions(one, allProjections)).toBe(one);
  const whole = { name: 'outstanding', version: 1 };
  right(await views.reset(whole)());
  expect(right(await readPartitions(views, allProjections).checkpoint(whole)())?.position).toBe(0n);
});

import { bulkList } from '../../../src/app/bench/bulk-list';

const linesOf = (body: Buffer): ReadonlyArray<unknown> =>
  body
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('a list of recipients of the benchmark', () => {
  it('names each recipient once, after what they are told', () => {
    const { body, users, says } = bulkList('shared', 3, 'b');
    expect(users).toStrictEqual(['b-0', 'b-1', 'b-2']);
    const [terms, ...recipients] = linesOf(body);
    expect(terms).toMatchObject({ data: { message: says('b-0') }, channels: ['websocket'], priority: 'P3' });
    expect(recipients).toStrictEqual(users.map((userId) => ({ userId })));
  });

  it('gives each words of their own where content is not shared', () => {
    const { body, users, says } = bulkList('own', 3, 'b');
    const [, ...recipients] = linesOf(body);
    expect(recipients).toMatchObject(users.map((userId) => ({ userId, data: { message: says(userId) } })));
    expect(new Set(users.map(says)).size).toBe(3);
  });
});

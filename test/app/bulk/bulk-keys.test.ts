import { readdirSync } from 'node:fs';
import * as E from 'fp-ts/Either';
import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import type { GivenRecipient } from '../../../src/app/bulk/bulk-request';
import { dyingAt } from '../../support/batching';
import { ask, bulkProcess, type BulkUnderTest, call, keyed, listed, recipient } from '../../support/bulk-under-test';
import { left, type LedgerUnderTest, openLedgerUnderTest } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';
import { until } from '../../support/until';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
let process: BulkUnderTest;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  process = bulkProcess(ledger, directory);
});
afterAll(async () => ledger.close());
afterEach(() => {
  expect(readdirSync(process.spoolFolder)).toStrictEqual([]);
});

const users = (count: number): ReadonlyArray<GivenRecipient> =>
  Array.from({ length: count }, (_, index) => recipient(`b-${String(index)}`));
const send = async (recipients: Iterable<GivenRecipient>, changes: Parameters<typeof call>[0] = {}) =>
  ledger.settle(process.bulk.request(call(changes), listed(recipients))());
const story = async (batchId: string) => (await ledger.events(`batch-${batchId}`)).map(({ event }) => event);

describe('a key', () => {
  it('makes the same list the same request for ever, and another list another', async () => {
    const scope = keyed('k-1');
    const first = right(await send(users(120), { scope }));
    expect(right(await send(users(120), { scope }))).toStrictEqual({ ...first, replayed: true });
    expect(left(await send(users(121), { scope }))).toStrictEqual({ _tag: 'KeyReused' });
    expect(left(await send(users(120), { scope, ask: ask({ priority: 'P1' }) }))).toStrictEqual({ _tag: 'KeyReused' });
    expect(right(await send(users(121), { scope: keyed('k-2') })).replayed).toBe(false);
  });

  it('is not claimed by what was refused', async () => {
    const scope = keyed('k-3');
    left(await send([recipient('u-1', { locale: 'xx-yy' })], { scope }));
    expect(right(await send(users(2), { scope })).replayed).toBe(false);
  });

  it('gives the first answer though the request could not be made any more', async () => {
    const scope = keyed('k-4');
    const first = right(await send(users(2), { scope }));
    const withoutTemplates = bulkProcess(
      {
        ...ledger,
        templates: { ...ledger.templates, activeTemplates: () => async () => E.right({ position: 0n, value: [] }) },
      },
      directory,
    );
    const again = (count: number) => withoutTemplates.bulk.request(call({ scope }), listed(users(count)));
    expect(right(await ledger.settle(again(2)()))).toStrictEqual({ ...first, replayed: true });
    expect(left(await ledger.settle(again(3)()))).toStrictEqual({ _tag: 'KeyReused' });
  });

  it('lets a second one in flight wait for the first', async () => {
    const scope = keyed('k-5');
    const answers = await ledger.settle(
      Promise.all([1, 2].map(async () => process.bulk.upload(call({ scope }), listed(users(150)))())),
    );
    const [one, other] = answers.map(right);
    expect([one?.replayed, other?.replayed].sort()).toStrictEqual([false, true]);
    expect(one?.value).toStrictEqual(other?.value);
  });

  it('begins anew what a dead process left half written, which is abandoned', async () => {
    const scope = keyed('k-6');
    const limits = { ...usualBatchLimits, appendBytes: 1 };
    const dying = bulkProcess(ledger, directory, { journal: dyingAt(ledger.journal, 2, true), limits });
    const written = async () =>
      (await ledger.events()).filter(({ event }) => event.type === 'BatchChunkQueued' && event.data.index === 1);
    const before = (await written()).length;
    void dying.bulk.request(call({ scope }), listed(users(250)))();
    await until('its last append is stored', async () => (await written()).length > before);
    const begun = (await written()).at(-1)?.correlationId ?? '';
    const { value, replayed } = right(await send(users(250), { scope }));
    expect(replayed).toBe(false);
    expect((await story(begun)).at(-1)?.type).toBe('BatchAbandoned');
    expect((await story(value.batchId)).at(-1)?.type).toBe('BatchRecipientsSealed');
    expect(await ledger.breaches()).toStrictEqual([]);
  });
});

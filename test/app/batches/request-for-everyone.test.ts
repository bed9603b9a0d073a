import { usualBatchLimits } from '../../../src/app/batches/batch-deps';
import type { BatchEvent } from '../../../src/domain/batch/events';
import type { UserId } from '../../../src/domain/shared/codecs';
import type { JsonObject } from '../../../src/domain/shared/json';
import type { TemplateContent } from '../../../src/domain/template/events';
import { batchProcess, dyingAt, populate, release } from '../../support/batching';
import { manifestOf } from '../../support/batch-facts';
import { left, type LedgerUnderTest, openLedgerUnderTest, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
const PEOPLE = 103;
/** Every event of a manifest in an append of its own. */
const oneByOne = { ...usualBatchLimits, appendBytes: 1 };
let ledger: LedgerUnderTest;
let lastEvent = 0;

beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await populate(ledger, 'u', PEOPLE);
});
afterAll(async () => ledger.close());

const everyone = Array.from({ length: PEOPLE }, (_, index) => `u-${String(index).padStart(3, '0')}`);
const samples = ({ variables }: TemplateContent): JsonObject =>
  Object.fromEntries(variables.map(({ name, sample }) => [name, sample as string]));
const fresh = () => ({ kind: 'platform', id: `event-${String((lastEvent += 1))}` }) as const;
const story = async (batchId: string): Promise<ReadonlyArray<BatchEvent>> =>
  (await ledger.events(`batch-${batchId}`)).map(({ event }) => event as BatchEvent);
const types = async (batchId: string) => (await story(batchId)).map(({ type }) => type);
const recipientsIn = (events: ReadonlyArray<BatchEvent>) =>
  events.flatMap((event) =>
    event.type === 'BatchChunkQueued' ? [event.data.recipients.map(({ userId }) => userId)] : [],
  );
const whole = ['BatchAccepted', 'BatchChunkQueued', 'BatchChunkQueued', 'BatchRecipientsSealed'];

describe('what everyone is to be told', () => {
  it('is written down whole before it is answered: everyone once, in chunks, sealed with count and digest', async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const { value, replayed } = right(await ledger.settle(requestForEveryone(release({ origin: fresh() }))()));
    expect({ total: value.totalUsers, replayed }).toStrictEqual({ total: PEOPLE, replayed: false });
    const events = await story(value.batchId);
    expect(events.map(({ type }) => type)).toStrictEqual(whole);
    expect(recipientsIn(events)).toStrictEqual([everyone.slice(0, 100), everyone.slice(100)]);
    const manifest = manifestOf(everyone.slice(0, 100), everyone.slice(100));
    expect(events.at(-1)?.data).toStrictEqual({ batchId: value.batchId, ...manifest });
  });

  it('names the versions that will render it, and keeps its words sealed', async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const { value } = right(await ledger.settle(requestForEveryone(release({ origin: fresh() }))()));
    const [accepted] = await story(value.batchId);
    const templates = ['en-US', 'zh-CN'].map((locale) => ({ code: 'system.update', locale, version: 1 }));
    expect(accepted?.data).toMatchObject({ by: 'p-1', templates, channels: ['websocket'], priority: 'P3' });
    expect(JSON.stringify(accepted)).not.toContain('Snapshots');
  });

  it('is done once, however often it is asked for, also twice at a time', async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const asked = release({ origin: fresh() });
    const answers = await ledger.settle(Promise.all([requestForEveryone(asked)(), requestForEveryone(asked)()]));
    const again = await ledger.settle(batchProcess(ledger, 'p-2').requestForEveryone(asked)());
    const [first, ...others] = [...answers, again].map(right);
    for (const other of others) expect(other).toStrictEqual({ ...first, replayed: true });
    expect(await types(first?.value.batchId ?? '')).toStrictEqual(whole);
  });

  it('is refused where its origin asked for something else before', async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const asked = release({ origin: fresh() });
    right(await ledger.settle(requestForEveryone(asked)()));
    const other = await ledger.settle(requestForEveryone({ ...asked, fingerprint: 'f-2' })());
    expect(left(other)).toStrictEqual({ _tag: 'KeyReused' });
  });

  it('is stored by one append where it is short: a crash leaves all of it, or nothing', async () => {
    let appends = 0;
    const append: typeof ledger.journal.append = (...args) => {
      appends += 1;
      return ledger.journal.append(...args);
    };
    const { requestForEveryone } = batchProcess(ledger, 'p-1', { journal: { ...ledger.journal, append } });
    const { value } = right(await ledger.settle(requestForEveryone(release({ origin: fresh() }))()));
    expect(appends).toBe(1);
    expect(await types(value.batchId)).toStrictEqual(whole);
  });

  it.each([
    ['no template in use', { templateCode: 'nothing.such' }, '/templateCode'],
    ['a template with a secret', { templateCode: 'user.password_reset', variablesFor: samples }, '/templateCode'],
    ['a variable that is missing', { variablesFor: () => ({}) }, '/data/version'],
  ])('writes nothing for %s', async (_name, changes, path) => {
    const before = (await ledger.events()).length;
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const failure = left(await ledger.settle(requestForEveryone(release({ origin: fresh(), ...changes }))()));
    expect(failure).toMatchObject({ _tag: 'Impossible' });
    expect(failure._tag === 'Impossible' ? failure.errors[0]?.path : '').toContain(path);
    expect(await ledger.events()).toHaveLength(before);
  });

  it('includes who was put into the directory just before, and nobody who was erased', async () => {
    const { requestForEveryone } = batchProcess(ledger, 'p-1');
    const newcomer = 'a-new' as UserId;
    const change = { set: { locale: 'en-US' }, cleared: [], roles: undefined };
    right(await ledger.settle(ledger.commands.changeContacts(service, newcomer, change)()));
    const { value } = right(await ledger.settle(requestForEveryone(release({ origin: fresh() }))()));
    expect(recipientsIn(await story(value.batchId)).flat()).toContain(newcomer);
    right(await ledger.settle(ledger.commands.eraseRecipient(service, newcomer)()));
    const { value: later } = right(await ledger.settle(requestForEveryone(release({ origin: fresh() }))()));
    expect(recipientsIn(await story(later.batchId)).flat()).toStrictEqual(everyone);
  });
});

describe('a process that dies while it writes the recipients down', () => {
  it.each(
    [0, 1, 2, 3].flatMap((nth) => [
      [nth, false],
      [nth, true],
    ]) as ReadonlyArray<readonly [number, boolean]>,
  )('at append %d (stored: %s) leaves nothing that is sent, and the next one begins anew', async (nth, stored) => {
    const asked = release({ origin: fresh() });
    void batchProcess(ledger, 'p-1', {
      journal: dyingAt(ledger.journal, nth, stored),
      limits: oneByOne,
    }).requestForEveryone(asked)();
    for (let turns = 0; turns < 20; turns += 1) await ledger.clock.advance(0);
    const answer = right(await ledger.settle(batchProcess(ledger, 'p-2').requestForEveryone(asked)()));
    expect(await types(answer.value.batchId)).toStrictEqual(whole);
    const isWhole = nth === 3 && stored;
    const isBegun = nth > 0 || stored;
    expect(answer.replayed).toBe(isWhole);
    const all = (await ledger.events()).filter(
      ({ event }) => event.type === 'BatchAccepted' && event.data.origin.id === asked.origin.id,
    );
    expect(all).toHaveLength(isBegun && !isWhole ? 2 : 1);
    const [first] = all;
    if (all.length === 2) expect((await types(first?.correlationId ?? '')).at(-1)).toBe('BatchAbandoned');
    expect(await ledger.breaches()).toStrictEqual([]);
  });

  it('is waited for where it may still live', async () => {
    const asked = release({ origin: fresh() });
    const isDead = () => false;
    void batchProcess(ledger, 'p-1', {
      journal: dyingAt(ledger.journal, 2, false),
      limits: oneByOne,
    }).requestForEveryone(asked)();
    for (let turns = 0; turns < 20; turns += 1) await ledger.clock.advance(0);
    const other = await ledger.settle(batchProcess(ledger, 'p-2', { isDead }).requestForEveryone(asked)());
    expect(left(other)).toMatchObject({ _tag: 'Unavailable', component: 'batches' });
  });

  it('may have been this one, which lost the journal for a while', async () => {
    const asked = release({ origin: fresh() });
    let appends = 0;
    const append: typeof ledger.journal.append = (...args) => {
      appends += 1;
      if (appends === 2) ledger.journal.setAway(true);
      return ledger.journal.append(...args);
    };
    const { requestForEveryone } = batchProcess(ledger, 'p-1', {
      journal: { ...ledger.journal, append },
      limits: oneByOne,
    });
    expect(left(await ledger.settle(requestForEveryone(asked)()))).toMatchObject({ component: 'journal' });
    ledger.journal.setAway(false);
    await ledger.caughtUp();
    const answer = right(await ledger.settle(requestForEveryone(asked)()));
    expect(await types(answer.value.batchId)).toStrictEqual(whole);
  });
});

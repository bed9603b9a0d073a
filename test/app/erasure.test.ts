import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as fc from 'fast-check';
import { type EmbeddedOutbox, openEmbeddedOutbox } from '../../src/adapters/embedded/outbox/open-embedded-outbox';
import { announceAlert } from '../../src/app/alerts/announce-alert';
import { createAcceptBatch } from '../../src/app/batches/create-accept-batch';
import { createRequestForEveryone } from '../../src/app/batches/create-request-for-everyone';
import { processChunk } from '../../src/app/batches/process-chunk';
import { createCommands } from '../../src/app/commands/create-commands';
import { recipientKey } from '../../src/domain/ports/key-ring';
import { type NotificationId, Sealed, type SealedPart, type UserId } from '../../src/domain/shared/codecs';
import { directoryQuestions } from '../../src/projections/directory/questions';
import { batchProcess, release } from '../support/batching';
import { passing, scriptedProvider, startWorker, workFor } from '../support/delivering';
import { type Gate, type GatedDeps, gatedDeps } from '../support/gated';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../support/ledger-under-test';
import { right } from '../support/right';
import { messageOf, takingIn } from '../support/taking-in';
import { temporaryDirectory } from '../support/temporary-directory';

const directory = temporaryDirectory();
const bystander = 'bystander' as UserId;
let ledger: LedgerUnderTest;
let lastUser = 0;
beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  await withContacts(bystander);
});
afterAll(async () => {
  await ledger.close();
});

const openOutbox = (name: string, { vault }: Pick<GatedDeps, 'vault'>): EmbeddedOutbox =>
  openEmbeddedOutbox({ file: join(directory, name), vault, clock: ledger.clock });
const withContacts = async (userId: UserId): Promise<void> => {
  const set = { email: `${userId}@example.test`, locale: 'en-US' };
  right(await ledger.commands.changeContacts(service, userId, { set, cleared: [], roles: undefined })());
};

/** Somebody of whom a mail is to be sent and a chunk of a batch to be processed. */
type Someone = { readonly userId: UserId; readonly mail: NotificationId; readonly batchId: string };

const batchFor = async (userId: UserId): Promise<string> => {
  const { deps } = batchProcess(ledger, 'p-0');
  const { everyone, recipientRows } = directoryQuestions(ledger.views);
  const both = pipe(
    everyone({ after: undefined, limit: 1_000 }),
    TE.map((page) => ({ ...page, value: page.value.filter(({ row }) => [userId, bystander].includes(row.userId)) })),
  );
  const among = { ...deps, directory: { recipientRows, everyone: () => both } };
  const tell = createRequestForEveryone(among, createAcceptBatch(among));
  const asked = release({ origin: { kind: 'platform', id: `release for ${userId}` } });
  return right(await ledger.settle(tell(asked)())).value.batchId;
};
const someone = async (): Promise<Someone> => {
  const userId = `u-${String((lastUser += 1))}` as UserId;
  await withContacts(userId);
  const asked = request({ userId, channels: ['email'] });
  const { value } = right(await ledger.commands.requestNotification(service, asked, undefined)());
  await ledger.caughtUp();
  return { userId, mail: value.id, batchId: await batchFor(userId) };
};

const reset = (userId: UserId) =>
  request({
    userId,
    content: { kind: 'template', code: 'user.password_reset' },
    data: { userId, username: 'n', resetToken: 'the-token', expiresAt: '2099-03-01T09:00:00.000Z' },
  });
const registered = (userId: UserId) =>
  messageOf('user.registered', {
    eventId: `registered ${userId}`,
    payload: { userId, username: 'n', email: `${userId}@example.test`, registerTime: '2026-03-01T07:00:00Z' },
  });
/** Each is done, or says that there is no such person any more; none is left to be repeated. */
const refusal = (outcome: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(outcome) ? outcome.left._tag : 'done';

type Act = (deps: GatedDeps, of: Someone) => Promise<string>;
const acts: Readonly<Record<string, Act>> = {
  'a request': async (deps, { userId }) =>
    refusal(await createCommands(deps).requestNotification(service, request({ userId }), undefined)()),
  'a request with a key and a secret': async (deps, { userId }) => {
    const scope = { key: userId, method: 'POST', path: '/notifications' };
    return refusal(await createCommands(deps).requestNotification(service, reset(userId), scope)());
  },
  'a change of contacts': async (deps, { userId }) => {
    const change = { set: { email: `new-${userId}@example.test` }, cleared: [], roles: undefined };
    return refusal(await createCommands(deps).changeContacts(service, userId, change)());
  },
  'a message of the platform': async (deps, { userId }) => takingIn(ledger, deps).handle(registered(userId)),
  'a chunk of a batch': async (deps, { batchId }) => {
    const ofBatches = { ...batchProcess(ledger, 'p-1').deps, ...deps, templates: ledger.templates };
    const both = { ...directoryQuestions(ledger.views), ...deps.directory };
    return refusal(await processChunk({ ...ofBatches, directory: both })({ batchId, index: 0 })());
  },
  'an alert': async (deps, { userId }) => {
    const cause = { kind: 'exhausted', subject: 'email', reason: 'attempts' } as const;
    return refusal(
      await announceAlert({ ...deps, operators: TE.right([userId, bystander]) })({ cause, alertId: `for ${userId}` })(),
    );
  },
  'a sending': async (deps, { mail, userId }) => {
    const own = openOutbox(`${userId}.db`, deps);
    const worker = startWorker({ ...ledger, deps }, own.providers.email as never)('p-1', { journal: deps.journal });
    const outcome = await worker(workFor(mail, 'email'));
    own.close();
    return outcome;
  },
};
const answers = ['done', 'Impossible', 'WrongState', 'stored'];

/** All sealed parts of the journal that are somebody's, but for secrets, which end with their deliveries. */
const partsOf = async (userId: UserId): Promise<ReadonlyArray<SealedPart>> =>
  (await ledger.events()).flatMap(({ stream, id: eventId, event: { type, data } }) =>
    'userId' in data && data.userId === userId && 'personal' in data && Sealed.is(data.personal)
      ? [{ stream, type, eventId, sealed: data.personal }]
      : [],
  );
const readable = async (userId: UserId): Promise<ReadonlyArray<string>> => {
  const parts = await partsOf(userId);
  const opened = right(await ledger.deps.vault.open(parts)());
  const kept = openOutbox(`${userId}.db`, ledger.deps);
  const mails = right(await kept.outbox.list({ limit: 10 })()).filter(({ message }) => message !== null);
  kept.close();
  const held = right(await ledger.keyRing.held(recipientKey(userId), { limit: 1 })());
  return [
    ...parts.filter((_, index) => opened[index]?.status !== 'gone').map(({ type }) => type),
    ...mails.map(() => 'a mail in the outbox'),
    ...held.filter(({ owner }) => owner === recipientKey(userId)).map(() => 'a living key'),
  ];
};

/** The erasure lands, whole, at the n-th gate that the act comes to; undefined: the act came to fewer. */
const erasedAt = async (act: Act, nth: number): Promise<string | undefined> => {
  const person = await someone();
  let passed = 0;
  const gate: Gate = async () => {
    passed += 1;
    if (passed === nth) right(await ledger.commands.eraseRecipient(service, person.userId)());
  };
  const answer = await act(await gatedDeps(ledger, person.userId, gate), person);
  if (passed < nth) return undefined;
  expect({ nth, readable: await readable(person.userId) }).toStrictEqual({ nth, readable: [] });
  return answer;
};

describe('nothing of an erased person can be read, where the erasure lands at any point of', () => {
  it.each(Object.keys(acts))('%s', async (name) => {
    const act = acts[name]!;
    const answered = new Set<string>();
    let nth = 1;
    for (let answer = await erasedAt(act, nth); answer !== undefined; answer = await erasedAt(act, nth)) {
      answered.add(answer);
      nth += 1;
    }
    expect(nth).toBeGreaterThan(3);
    expect([...answered].filter((answer) => !answers.includes(answer))).toStrictEqual([]);
    expect(await ledger.breaches()).toStrictEqual([]);
  });
});

it('nothing of an erased person can be read, however all acts and the erasure interleave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const person = await someone();
      const deps = await gatedDeps(ledger, person.userId, async () => scheduler.schedule(Promise.resolve()));
      const erasing = createCommands(deps).eraseRecipient(service, person.userId)();
      const acting = Object.values(acts).map(async (act) => act(deps, person));
      const answered = await scheduler.waitFor(Promise.all(acting));
      right(await scheduler.waitFor(erasing));
      expect(answered.filter((answer) => !answers.includes(answer))).toStrictEqual([]);
      expect(await readable(person.userId)).toStrictEqual([]);
    }),
    { numRuns: 20 },
  );
  const parts = await partsOf(bystander);
  const opened = right(await ledger.deps.vault.open(parts)());
  expect(new Set(opened.map(({ status }) => status))).toStrictEqual(new Set(['open']));
});

it('what was to be tried again is suppressed', async () => {
  const { userId, mail } = await someone();
  const provider = scriptedProvider();
  provider.script(passing);
  const worker = startWorker(ledger, provider)('p-1');
  expect(await worker(workFor(mail, 'email'))).toBe('done');
  right(await ledger.commands.eraseRecipient(service, userId)());
  await ledger.clock.advance(60_000);
  expect(await worker(workFor(mail, 'email'))).toBe('done');
  const story = (await ledger.events(`delivery-${mail}.email`)).map(({ event }) => event);
  expect(story.map(({ type }) => type)).toStrictEqual([
    'DeliveryAttemptStarted',
    'DeliveryAttemptFailed',
    'DeliverySuppressed',
  ]);
});

import fc from 'fast-check';
import type { Journal } from '../../../src/domain/ports/journal';
import type { NotificationId, UserId } from '../../../src/domain/shared/codecs';
import {
  lasting,
  never,
  passing,
  type ScriptedProvider,
  scriptedProvider,
  startWorker,
  throttled,
  unknown,
  workFor,
} from '../../support/delivering';
import { type LedgerUnderTest, openLedgerUnderTest, request, service } from '../../support/ledger-under-test';
import { right } from '../../support/right';
import { temporaryDirectory } from '../../support/temporary-directory';

const directory = temporaryDirectory();
let ledger: LedgerUnderTest;
beforeAll(async () => {
  ledger = await openLedgerUnderTest(directory);
  const change = { set: { email: 'a@example.test' }, cleared: [], roles: undefined };
  right(await ledger.commands.changeContacts(service, 'u-1' as UserId, change)());
});
afterAll(async () => ledger.close());

/** Stores, but never says so, from the n-th append on: the process that asked hangs until it dies. */
const deafAfter = (journal: Journal, appends: number): Journal => {
  let left = appends;
  return {
    ...journal,
    append:
      (...args) =>
      async () => {
        const outcome = await journal.append(...args)();
        left -= 1;
        return left < 0 ? new Promise(() => undefined) : outcome;
      },
  };
};

/** Stores, and says at first that nothing is known of it. */
const forgetful = (journal: Journal): Journal => {
  const told = new Set<string>();
  return {
    ...journal,
    append: (stream, expected, events) => async () => {
      const outcome = await journal.append(stream, expected, events)();
      const id = events[0]?.id ?? '';
      if (told.has(id)) return outcome;
      told.add(id);
      return { _tag: 'Left', left: { _tag: 'JournalUnavailable', cause: 'the answer was lost' } };
    },
  };
};

type Step =
  | { readonly kind: 'deliver'; readonly doubled: boolean }
  | { readonly kind: 'die'; readonly when: 'sending' | 'start-unheard' | 'outcome-unheard' }
  | { readonly kind: 'lose-answers' }
  | { readonly kind: 'wait'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('deliver' as const), doubled: fc.boolean() }),
  fc.record({
    kind: fc.constant('die' as const),
    when: fc.constantFrom('sending' as const, 'start-unheard' as const, 'outcome-unheard' as const),
  }),
  fc.constant({ kind: 'lose-answers' as const }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 12, 50, 400) }),
);
const outcomes = fc.array(
  fc.constantFrom(passing, throttled, unknown, lasting, ...Array<typeof passing>(3).fill(passing)),
);

const isOver = async (id: NotificationId): Promise<boolean> => {
  const last = (await ledger.events(`delivery-${id}.email`)).at(-1)?.event.type;
  return last === 'DeliveryAttemptSucceeded' || last === 'DeliveryExhausted' || last === 'DeliveryOutcomeLearned';
};

let incarnations = 0;
const born = (): string => `p-${String((incarnations += 1))}`;

/** What happens to one delivery; whoever is alive afterwards is the last incarnation. */
const live = async (id: NotificationId, provider: ScriptedProvider, steps: ReadonlyArray<Step>): Promise<void> => {
  const work = workFor(id, 'email');
  const worker = startWorker(ledger, provider);
  let incarnation = born();
  for (const one of steps) {
    switch (one.kind) {
      case 'deliver':
        await ledger.settle(Promise.all((one.doubled ? [1, 2] : [1]).map(async () => worker(incarnation)(work))));
        break;
      case 'lose-answers':
        await ledger.settle(worker(incarnation, { journal: forgetful(ledger.journal) })(work));
        break;
      case 'die': {
        if (one.when === 'sending') provider.script(never);
        const appends = one.when === 'start-unheard' ? 0 : 1;
        const journal = one.when === 'sending' ? ledger.journal : deafAfter(ledger.journal, appends);
        void worker(incarnation, { journal })(work);
        await ledger.clock.advance(0);
        incarnation = born();
        break;
      }
      case 'wait':
        await ledger.clock.leap(one.seconds * 1000);
    }
  }
  for (let rounds = 0; rounds < 40 && !(await isOver(id)); rounds += 1) {
    await ledger.settle(worker(incarnation)(work));
    await ledger.clock.leap(400_000);
  }
};

describe('whatever dies, is doubled or is lost', () => {
  it('a delivery comes to one end, with one start and one outcome for each attempt, under one key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), outcomes, async (steps, script) => {
        const asked = right(
          await ledger.commands.requestNotification(service, request({ channels: ['email'] }), undefined)(),
        );
        await ledger.caughtUp();
        const { id } = asked.value;
        const provider = scriptedProvider();
        provider.script(...script);
        await live(id, provider, steps);
        expect(await isOver(id)).toBe(true);
        expect(await ledger.breaches()).toStrictEqual([]);
        const events = (await ledger.events(`delivery-${id}.email`)).map(({ event }) => event.type);
        const starts = events.filter((type) => type === 'DeliveryAttemptStarted');
        expect(provider.sent.length).toBeLessThanOrEqual(starts.length);
        expect(provider.sent.every(({ key }) => key === `${id}.email`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

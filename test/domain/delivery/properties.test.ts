import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { delivery } from '../../../src/domain/delivery';
import type { DeliveryCommand } from '../../../src/domain/delivery/commands';
import type { DeliveryEvent } from '../../../src/domain/delivery/events';
import { checkHistory } from '../../../src/domain/invariants/check-history';
import { anyDeliveryCommand } from '../../support/delivery-command-arbitrary';
import { requested } from '../../support/notification-facts';
import { recordedAt } from '../../support/recorded';

const { initialState, evolve, decide } = delivery;
const stateOf = (history: ReadonlyArray<DeliveryEvent>) => history.reduce(evolve, initialState);

/** What comes of the commands, one after the other; what is refused writes nothing. */
const historyOf = (commands: ReadonlyArray<DeliveryCommand>): ReadonlyArray<DeliveryEvent> =>
  commands.reduce<ReadonlyArray<DeliveryEvent>>((history, command) => {
    const decided = decide(command, stateOf(history));
    return E.isRight(decided) ? [...history, ...decided.right] : history;
  }, []);

const breachesOf = (history: ReadonlyArray<DeliveryEvent>) => {
  const record = recordedAt('delivery-n-1.email');
  const state = history
    .map((event, i) => record(event, i + 2))
    .reduce(
      checkHistory.step,
      checkHistory.step(checkHistory.initial(), recordedAt('notification-n-1')(requested(), 1)),
    );
  return checkHistory.breaches(state);
};

const commands = fc.array(anyDeliveryCommand, { maxLength: 60 });

describe('whatever is asked of a delivery, in whatever order', () => {
  it('its history keeps the invariants after each step', () => {
    fc.assert(
      fc.property(commands, (asked) => {
        expect(breachesOf(historyOf(asked))).toStrictEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a command that comes again at once writes nothing', () => {
    fc.assert(
      fc.property(commands, anyDeliveryCommand, (asked, command) => {
        const history = historyOf(asked);
        const once = historyOf([...asked, command]);
        expect(historyOf([...asked, command, command])).toStrictEqual(once);
        expect(once.slice(0, history.length)).toStrictEqual(history);
      }),
    );
  });

  it('what was delivered takes no further attempt', () => {
    fc.assert(
      fc.property(commands, commands, (before, after) => {
        const history = historyOf(before);
        fc.pre(stateOf(history).final === 'succeeded');
        const further = historyOf([...before, ...after]).slice(history.length);
        expect(further.filter(({ type }) => type === 'DeliveryAttemptStarted')).toStrictEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

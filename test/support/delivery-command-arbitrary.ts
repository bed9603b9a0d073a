import fc from 'fast-check';
import type { DeliveryCommand } from '../../src/domain/delivery/commands';
import * as command from './delivery-commands';
import { at } from './vocabulary';

const now = fc.integer({ min: 0, max: 2000 }).map(at);
const by = fc.constantFrom('p-1', 'p-2');
const number = fc.integer({ min: 1, max: 6 });
const flag = fc.boolean();

/** Anything that anyone may ask of the mail of n-1, at any time, sensible or not. */
export const anyDeliveryCommand: fc.Arbitrary<DeliveryCommand> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ now, by, limit: fc.integer({ min: 1, max: 4 }) }).map(command.start) },
  { weight: 2, arbitrary: fc.tuple(number, by).map(([n, owner]) => command.succeed(n, { by: owner })) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(number, fc.record({ now, by, counts: flag, dropsDuplicates: flag }), fc.constantFrom('passing', 'unknown'))
      .map(([n, given, kind]) => command.fail(n, { ...given, kind })),
  },
  { weight: 1, arbitrary: number.map((n) => command.fail(n, { kind: 'lasting' })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(number, fc.record({ now, ownerIsDead: flag }))
      .map(([n, given]) => command.closeUnknown(n, given)),
  },
  { weight: 1, arbitrary: fc.tuple(number, fc.constantFrom('succeeded', 'failed')).map((of) => command.learn(...of)) },
  { weight: 1, arbitrary: fc.constantFrom('r-1', 'r-2').map(command.takeReceipt) },
  { weight: 3, arbitrary: fc.constant(command.orderRetry) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      command.cancelDelivery,
      command.suppress,
      command.defer,
      command.findNoAddress,
      command.abandonByOperator,
    ),
  },
);

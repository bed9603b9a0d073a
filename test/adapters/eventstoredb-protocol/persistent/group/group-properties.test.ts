import * as fc from 'fast-check';
import type { GroupOutput } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/inputs';
import { createModel, steps, strategy } from './group-model';

const least = (places: Iterable<bigint>): bigint | undefined => [...places].sort((a, b) => (a < b ? -1 : 1))[0];

const deliveriesIn = (outputs: ReadonlyArray<GroupOutput>) =>
  outputs.flatMap((output) => (output.type === 'deliver' ? [output.delivery] : []));

it('delivers everything until it is acknowledged, skipped or parked', () => {
  fc.assert(
    fc.property(strategy, steps, (name, run) => {
      const model = createModel(name);
      run.forEach(model.takeStep);
      for (let left = [...model.consumers].length; left > 0; left -= 1) model.takeStep({ do: 'leave', which: 0 });
      while (model.parking.size > 0) model.takeStep({ do: 'fail', which: 0 });
      model.join(1000);
      const waiting = new Set(model.unsettled.keys());
      expect(new Set(model.held.keys())).toStrictEqual(waiting);
      while (model.held.size > 0) model.takeStep({ do: 'ack', which: 0 });
      expect(model.unsettled.size).toBe(0);
    }),
  );
});

it('delivers nothing that was settled, and nothing that somebody holds', () => {
  fc.assert(
    fc.property(strategy, steps, (name, run) => {
      const model = createModel(name);
      for (const step of run) {
        const heldBefore = new Set(model.held.keys());
        const outputs = model.takeStep(step);
        const withdrawn = new Set(outputs.flatMap((output) => (output.type === 'withdraw' ? [output.id] : [])));
        for (const { id } of deliveriesIn(outputs)) {
          expect(model.unsettled.has(id)).toBe(true);
          expect(heldBefore.has(id) && !withdrawn.has(id) && step.do !== 'leave').toBe(false);
        }
      }
    }),
  );
});

it('never gives a consumer more than it has slots', () => {
  fc.assert(
    fc.property(strategy, steps, (name, run) => {
      const model = createModel(name);
      for (const step of run) {
        model.takeStep(step);
        for (const consumer of model.consumers)
          expect([...model.held.values()].filter((holder) => holder === consumer).length).toBeLessThanOrEqual(
            model.slots,
          );
      }
    }),
  );
});

it('never lets a checkpoint pass an event that is not settled, nor go back', () => {
  fc.assert(
    fc.property(strategy, steps, (name, run) => {
      const model = createModel(name);
      for (const step of run) {
        const writtenBefore = model.checkpoints.length;
        model.takeStep(step);
        for (const place of model.checkpoints.slice(writtenBefore)) {
          const open = least(model.unsettled.values());
          expect(open === undefined || place < open).toBe(true);
        }
      }
      expect(model.checkpoints).toStrictEqual([...model.checkpoints].sort((a, b) => (a < b ? -1 : 1)));
    }),
  );
});

it('gives what comes back before what is new, each by its place', () => {
  fc.assert(
    fc.property(fc.constantFrom('RoundRobin', 'DispatchToSingle'), steps, (name, run) => {
      const model = createModel(name);
      for (const step of run) {
        const given = deliveriesIn(model.takeStep(step)).map(
          ({ id, retryCount }) => [retryCount === 0 ? 1 : 0, Number(id.slice(1))] as const,
        );
        const inOrder = [...given].sort(([a, x], [b, y]) => a - b || x - y);
        expect(given).toStrictEqual(inOrder);
      }
    }),
  );
});

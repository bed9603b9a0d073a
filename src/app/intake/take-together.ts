import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { decidePlatformEvent } from '../../domain/platform/decide-platform-event';
import type { Plan } from '../../domain/platform/plan';
import type { InboundMessage } from '../../domain/ports/intake';
import type { Arrival } from './arrival';
import { gather } from './gather';
import type { IntakeDeps } from './intake-deps';
import { notifyTogether } from './notify-together';
import type { Setback } from './setback';
import { arrivalsOf, carry, type Identified, type Taken, understand } from './take-message';

/** So many share their look-ups and one commit; deciding and sealing them holds the event loop up for a few milliseconds. */
const MOST_TOGETHER = 64;

type Looked = { readonly arrival: Arrival; readonly plan: Plan; readonly isStored: boolean };

const takeGroup =
  (deps: IntakeDeps) =>
  async (group: ReadonlyArray<Identified>): Promise<ReadonlyArray<E.Either<Setback, Looked>>> => {
    const arrivals = await arrivalsOf(deps, group)();
    if (E.isLeft(arrivals)) return group.map(() => arrivals);
    const planned = arrivals.right.map((arrival) => ({
      arrival,
      plan: decidePlatformEvent(arrival.message, arrival.now),
    }));
    const outcomes = await notifyTogether(deps)(planned);
    return planned.map((one, index) => {
      const outcome = outcomes[index];
      return typeof outcome === 'object' ? E.left(outcome) : E.right({ ...one, isStored: outcome === 'stored' });
    });
  };

/**
 * Takes a message as `takeMessage` does, together with those that arrive in the same turn of the event loop. What asks for
 * more than a notice to one user is carried out by itself afterwards, and so is all that met something unforeseen.
 */
export const takeTogether = (deps: IntakeDeps): ((message: InboundMessage) => TE.TaskEither<Setback, Taken>) => {
  const look = gather(MOST_TOGETHER, takeGroup(deps));
  return (message) => async () => {
    const understood = understand(deps.writer.namespace, message);
    if (E.isLeft(understood)) return E.right(understood.left);
    const looked = await look(understood.right);
    if (E.isLeft(looked)) return looked;
    const { arrival, plan, isStored } = looked.right;
    return isStored ? E.right({ kind: 'stored', identity: arrival.identity }) : carry(deps, arrival, plan)();
  };
};

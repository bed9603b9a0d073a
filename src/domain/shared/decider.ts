import type { Either } from 'fp-ts/Either';

/** An aggregate's rules as a value. A command whose effect is already recorded is accepted with no events. */
export type Decider<Command, State, Event, Rejection> = {
  readonly initialState: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => Either<Rejection, ReadonlyArray<Event>>;
};

import type { Consumer } from './consumer';
import type { Message } from './message';

/** A message in somebody's hands. */
export type Flight = {
  readonly message: Message;
  readonly consumer: Consumer;
  readonly since: number;
  /** When it counts as forgotten. */
  readonly due: number;
};

/** Who holds what. A message's id is in flight once at a time, so that an answer can be meant for one message alone. */
export type Flights = {
  readonly begin: (flight: Flight) => void;
  readonly end: (flight: Flight) => void;
  readonly of: (id: string) => Flight | undefined;
  readonly dueBy: (now: number) => ReadonlyArray<Flight>;
  readonly heldBy: (consumer: Consumer) => ReadonlyArray<Flight>;
  readonly inBucket: (bucket: number) => number;
  readonly size: () => number;
};

export const createFlights = (): Flights => {
  const flights = new Map<string, Flight>();
  const all = (passes: (flight: Flight) => boolean): ReadonlyArray<Flight> => [...flights.values()].filter(passes);
  return {
    begin: (flight) => {
      flights.set(flight.message.id, flight);
      flight.consumer.holds.add(flight.message);
    },
    end: ({ message, consumer }) => {
      flights.delete(message.id);
      consumer.holds.delete(message);
    },
    of: (id) => flights.get(id),
    dueBy: (now) => all(({ due }) => due <= now),
    heldBy: (consumer) => all((flight) => flight.consumer === consumer),
    inBucket: (bucket) => all(({ message }) => message.bucket === bucket).length,
    size: () => flights.size,
  };
};

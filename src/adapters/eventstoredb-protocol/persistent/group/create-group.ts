import { createBooks } from './books';
import { createCheckpoints } from './checkpoints';
import { type Consumer, noteLatency } from './consumer';
import type { Flight } from './flights';
import type { GroupSettings } from './group-settings';
import { createHands } from './hands';
import type { GroupInput, GroupOutput, RefusalAction } from './inputs';
import { createLines } from './lines';
import type { Message } from './message';

/** What a group tells about itself. */
export type GroupCounts = {
  /** Waiting for the first time, and waiting again. */
  readonly fresh: number;
  readonly retries: number;
  readonly inFlight: number;
  readonly delivered: number;
  readonly lastPlace: bigint | undefined;
  readonly consumers: ReadonlyArray<Consumer>;
};

/**
 * A consumer group, without a clock and without anything that it does itself: what happens goes in, what is to be done comes
 * out. Every event that arrived is delivered until it is acknowledged, skipped or parked, and no checkpoint passes one that
 * is none of these (contract, sections 12.3 to 12.7).
 */
export type Group = {
  readonly handle: (input: GroupInput, now: number) => ReadonlyArray<GroupOutput>;
  /** Whether another event may arrive: neither the number of what waits nor the size of what is held is at its limit. */
  readonly hasRoom: () => boolean;
  readonly counts: () => GroupCounts;
};

const makesRoom = ({ type }: GroupInput): boolean =>
  type !== 'arrived' && type !== 'replayed' && type !== 'passed-over';

export type GroupOptions = { readonly settings: GroupSettings; readonly maxBytes: number };

export const createGroup = ({ settings, maxBytes }: GroupOptions): Group => {
  const books = createBooks();
  const lines = createLines();
  const hands = createHands(settings.strategy);
  const checkpoints = createCheckpoints(settings);
  const parking = new Set<Message>();
  let delivered = 0;
  let outputs: Array<GroupOutput> = [];

  const settle = (message: Message): void => {
    parking.delete(message);
    const before = books.parkedNeededFrom();
    books.settle(message);
    const after = books.parkedNeededFrom();
    if (message.replayed && after !== undefined && after !== before)
      outputs.push({ type: 'truncate-parked', before: after });
  };

  const park = (message: Message, reason: string): void => {
    parking.add(message);
    outputs.push({ type: 'park', message, reason });
  };

  const deliverAgain = (message: Message): void => {
    message.retries += 1;
    lines.putBack(message);
  };

  const retry = (message: Message): void => {
    if (message.retries < settings.maxRetryCount) deliverAgain(message);
    else park(message, `Reached retry count of ${settings.maxRetryCount}`);
  };

  const deliver = (message: Message, consumer: Consumer, now: number): void => {
    const due = settings.messageTimeout > 0 ? now + settings.messageTimeout : Number.POSITIVE_INFINITY;
    hands.flights.begin({ message, consumer, since: now, due });
    delivered += 1;
    consumer.delivered += 1;
    const delivery = { id: message.id, resolved: message.resolved, retryCount: message.retries };
    outputs.push({ type: 'deliver', consumer: consumer.id, delivery });
  };

  const giveTo =
    (now: number) =>
    (message: Message, consumer: Consumer): void =>
      deliver(message, consumer, now);

  /** What waits already waits because nobody can take it, and an arrival makes no room: only it can go. */
  const offer = (message: Message, now: number): void => hands.offer(lines.add(message), giveTo(now));

  const takeBack = (flight: Flight): void => {
    hands.flights.end(flight);
    outputs.push({ type: 'withdraw', consumer: flight.consumer.id, id: flight.message.id });
  };

  /** Whoever answers: an answer that came too late for its own delivery settles the later one. */
  const answer = (ids: ReadonlyArray<string>, now: number, then: (message: Message) => void): void => {
    for (const id of ids) {
      const flight = hands.flights.of(id);
      if (flight === undefined) continue;
      noteLatency(flight.consumer, now - flight.since);
      takeBack(flight);
      then(flight.message);
    }
  };

  const afterRefusal = (action: RefusalAction, reason: string): ((message: Message) => void) => {
    switch (action) {
      case 'park':
        return (message) => park(message, `Client explicitly NAK'ed message.\n${reason}`);
      case 'retry':
        return retry;
      case 'skip':
      case 'stop':
        return settle;
    }
  };

  const expire = (now: number): void => {
    for (const flight of hands.flights.dueBy(now)) {
      takeBack(flight);
      retry(flight.message);
    }
  };

  const resume = (after: bigint | undefined): void => {
    books.resume(after);
    checkpoints.resumeAt(books.settledTo());
  };

  const take = (input: GroupInput, now: number): void => {
    switch (input.type) {
      case 'resumed':
        resume(input.after);
        break;
      case 'arrived':
        offer(books.admit(input.arrival, false), now);
        break;
      case 'replayed':
        offer(books.admit(input.arrival, true), now);
        break;
      case 'passed-over':
        books.passOver(input.count, input.place);
        break;
      case 'joined':
        hands.join(input.consumer, input.slots);
        break;
      case 'left':
        hands.leave(input.consumer).forEach(deliverAgain);
        break;
      case 'acknowledged':
        answer(input.ids, now, settle);
        break;
      case 'refused':
        answer(input.ids, now, afterRefusal(input.action, input.reason));
        break;
      case 'parked':
        settle(input.message);
        break;
      case 'not-parked':
        if (parking.delete(input.message)) lines.putBack(input.message);
        break;
      case 'ticked':
        expire(now);
    }
  };

  return {
    handle: (input, now) => {
      outputs = [];
      take(input, now);
      if (makesRoom(input)) hands.giveOut(lines, giveTo(now));
      const place = checkpoints.due(books.settledTo(), { now, atTick: input.type === 'ticked' });
      if (place !== undefined) outputs.push({ type: 'checkpoint', place });
      return outputs;
    },
    hasRoom: () => {
      const { fresh, retries } = lines.sizes();
      const held = books.bytes();
      return fresh + retries + parking.size < settings.historyBufferSize && (held < maxBytes || held === 0);
    },
    counts: () => ({
      ...lines.sizes(),
      inFlight: hands.flights.size(),
      delivered,
      lastPlace: books.lastPlace(),
      consumers: hands.consumers(),
    }),
  };
};

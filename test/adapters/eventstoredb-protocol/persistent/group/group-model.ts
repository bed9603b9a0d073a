import * as fc from 'fast-check';
import {
  STRATEGIES,
  type StrategyName,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/group-settings';
import type {
  GroupInput,
  GroupOutput,
} from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/inputs';
import type { Message } from '../../../../../src/adapters/eventstoredb-protocol/persistent/group/message';
import { createScene, event } from './group-scene';

/** What a run does next; who and which are taken modulo what there is. */
export type Step =
  | { readonly do: 'arrive' | 'pass' | 'join' | 'tick' }
  | { readonly do: 'leave' | 'ack' | 'skip' | 'park' | 'retry' | 'store' | 'fail'; readonly which: number };

const which = fc.nat(20);
const plain = (name: 'arrive' | 'pass' | 'join' | 'tick') => fc.constant<Step>({ do: name });
const chosen = (name: 'leave' | 'ack' | 'skip' | 'park' | 'retry' | 'store' | 'fail') =>
  which.map<Step>((at) => ({ do: name, which: at }));

export const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: plain('arrive') },
    { weight: 3, arbitrary: chosen('ack') },
    plain('pass'),
    plain('join'),
    plain('tick'),
    chosen('leave'),
    chosen('skip'),
    chosen('park'),
    chosen('retry'),
    chosen('store'),
    chosen('fail'),
  ),
  { maxLength: 80 },
);
export const strategy = fc.constantFrom<StrategyName>(...STRATEGIES);

const SLOTS = 2;
const nth = <T>(values: Iterable<T>, at: number): T | undefined => {
  const all = [...values];
  return all[at % Math.max(all.length, 1)];
};

/** Runs a group and keeps its own account of who holds what, from its outputs alone. */
export const createModel = (strategyName: StrategyName) => {
  const scene = createScene({
    strategy: strategyName,
    maxRetryCount: 2,
    messageTimeout: 3,
    minCheckpointCount: 1,
    maxCheckpointCount: 3,
    checkpointAfter: 1,
  });
  const unsettled = new Map<string, bigint>();
  const held = new Map<string, number>();
  const parking = new Set<Message>();
  const consumers = new Set<number>();
  const checkpoints: Array<bigint> = [];
  let place = 0n;
  let last = 0;

  const note = (output: GroupOutput): void => {
    if (output.type === 'deliver') held.set(output.delivery.id, output.consumer);
    if (output.type === 'withdraw') held.delete(output.id);
    if (output.type === 'park') parking.add(output.message);
    if (output.type === 'checkpoint') checkpoints.push(output.place);
  };
  const enter = (input: GroupInput): ReadonlyArray<GroupOutput> => {
    const outputs = scene.outputs(input);
    outputs.forEach(note);
    return outputs;
  };
  const answer = (at: number, then: (id: string) => GroupInput, settles: boolean): ReadonlyArray<GroupOutput> => {
    const id = nth(held.keys(), at);
    if (id === undefined) return [];
    if (settles) unsettled.delete(id);
    return enter(then(id));
  };
  const refuse = (at: number, action: 'skip' | 'park' | 'retry'): ReadonlyArray<GroupOutput> =>
    answer(at, (id) => ({ type: 'refused', ids: [id], action, reason: '' }), action === 'skip');
  const endParking = (at: number, type: 'parked' | 'not-parked'): ReadonlyArray<GroupOutput> => {
    const message = nth(parking, at);
    if (message === undefined) return [];
    parking.delete(message);
    if (type === 'parked') unsettled.delete(message.id);
    return enter({ type, message });
  };
  const leave = (at: number): ReadonlyArray<GroupOutput> => {
    const consumer = nth(consumers, at);
    if (consumer === undefined) return [];
    consumers.delete(consumer);
    for (const [id, holder] of held) if (holder === consumer) held.delete(id);
    return enter({ type: 'left', consumer });
  };
  const join = (slots: number): ReadonlyArray<GroupOutput> => {
    last += 1;
    consumers.add(last);
    return enter({ type: 'joined', consumer: last, slots });
  };
  const takeStep = (step: Step): ReadonlyArray<GroupOutput> => {
    switch (step.do) {
      case 'arrive':
        place += 1n;
        unsettled.set(`e${place}`, place);
        return enter({ type: 'arrived', arrival: event(Number(place), { bucket: Number(place % 3n) }) });
      case 'pass':
        place += 1n;
        return enter({ type: 'passed-over', count: 1, place });
      case 'join':
        return join(SLOTS);
      case 'tick':
        scene.later(1);
        return enter({ type: 'ticked' });
      case 'leave':
        return leave(step.which);
      case 'ack':
        return answer(step.which, (id) => ({ type: 'acknowledged', ids: [id] }), true);
      case 'store':
        return endParking(step.which, 'parked');
      case 'fail':
        return endParking(step.which, 'not-parked');
      case 'skip':
      case 'park':
      case 'retry':
        return refuse(step.which, step.do);
    }
  };
  return { takeStep, unsettled, held, parking, consumers, checkpoints, join, slots: SLOTS };
};

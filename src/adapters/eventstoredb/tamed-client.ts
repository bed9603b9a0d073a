import { Duplex } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { Channel } from '@grpc/grpc-js';
import { tameBatchAppend } from './tamed-call';

type Anything = (...args: ReadonlyArray<unknown>) => Promise<unknown>;

/** What the client is made of, as far as it has to be reached to be mended: its own fields, all replaceable. */
type Innards = {
  GRPCStreamCreator: (
    stub: unknown,
    name: string,
    open: (stub: unknown) => unknown,
    cache?: WeakMap<object, unknown>,
  ) => () => Promise<unknown>;
  handleError: Anything;
  createChannel: () => Promise<Channel>;
};

export type TamedClient = {
  readonly client: EventStoreDBClient;
  /** Cancels its calls and closes its connections. A call that begins afterwards fails. */
  readonly close: () => Promise<void>;
};

/** Whoever finds the call open would overtake the one who opens it. */
const createTurns = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <A>(get: () => Promise<A>) =>
    async (): Promise<A> => {
      const mine = last.then(get);
      last = mine.catch(() => undefined);
      return mine;
    };
};

const mendAppends = (innards: Innards): void => {
  const create = innards.GRPCStreamCreator;
  const inTurn = createTurns();
  innards.GRPCStreamCreator = (stub, name, open, cache) => {
    // Only the call for appends is kept to be used again.
    if (cache === undefined) return create(stub, name, open);
    const openTamed = (to: unknown): unknown => {
      const call = open(to);
      if (call instanceof Duplex) tameBatchAppend(call);
      return call;
    };
    return inTurn(create(stub, name, openTamed, cache));
  };
};

/** Nobody waits for its promise: one that rejects, as when no node of a cluster is found, would end the process. */
const mendErrors = (innards: Innards): void => {
  const handle = innards.handleError;
  innards.handleError = async (...args) => handle(...args).catch(() => undefined);
};

/** The client closes no connection when it is disposed of. */
const collectChannels = (innards: Innards): { readonly close: () => void } => {
  const create = innards.createChannel;
  const open = new Set<Channel>();
  let closed = false;
  innards.createChannel = async () => {
    if (closed) throw new Error('the connection was given up');
    const channel = await create();
    open.add(channel);
    return channel;
  };
  return {
    close: () => {
      closed = true;
      for (const channel of open) channel.close();
      open.clear();
    },
  };
};

/**
 * A client by its connection string, mended where a fault of another would end this process, or leave it waiting. Throws
 * where the string can't be used; what it throws quotes the string, password and all.
 */
export const createTamedClient = (url: string): TamedClient => {
  const client = EventStoreDBClient.connectionString(url);
  const innards = client as unknown as Innards;
  mendAppends(innards);
  mendErrors(innards);
  const channels = collectChannels(innards);
  return {
    client,
    close: async () => {
      const disposed = client.dispose();
      channels.close();
      await disposed;
    },
  };
};

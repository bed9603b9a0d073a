import type { Options } from 'amqplib';

export type QueueDeclaration = { readonly name: string; readonly options: Options.AssertQueue };
export type Binding = { readonly queue: string; readonly exchange: string; readonly key: string };

/** What must be on the broker before anything is published or consumed. Exchanges are topic exchanges; everything is durable. */
export type Topology = {
  readonly exchanges: ReadonlyArray<string>;
  readonly queues: ReadonlyArray<QueueDeclaration>;
  readonly bindings: ReadonlyArray<Binding>;
};

/** A queue in which nobody looks: what has waited there long enough goes straight to `returnsTo`, and nowhere else. */
export const waitingRoom = (name: string, returnsTo: string): QueueDeclaration => ({
  name,
  options: {
    durable: true,
    // The default exchange takes a queue's name for the key, so that no other queue can be bound to what comes back.
    deadLetterExchange: '',
    deadLetterRoutingKey: returnsTo,
    queueMode: 'lazy',
  },
});

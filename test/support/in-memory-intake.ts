import * as TE from 'fp-ts/TaskEither';
import type { InboundMessage, Intake, Verdict } from '../../src/domain/ports/intake';

const mostRetries = 3;

export type InMemoryIntake = {
  readonly intake: Intake;
  readonly publish: (eventType: string, body: string, messageId?: string) => Promise<void>;
  /** Takes what was parked, oldest first. */
  readonly parked: () => Promise<ReadonlyArray<string>>;
  readonly service: string;
};

type Options = Parameters<Intake['consume']>[0];

/** An intake without a broker. What is to be tried again comes again at once, behind the rest. */
export const createInMemoryIntake = (service = 'notification-service'): InMemoryIntake => {
  const waiting: Array<InboundMessage> = [];
  const parked: Array<string> = [];
  let wake: () => void = () => undefined;
  let isOpen = true;

  const settle = (message: InboundMessage, verdict: Verdict): void => {
    if (verdict === 'retry') waiting.push({ ...message, retries: Math.min(message.retries + 1, mostRetries) });
    if (verdict === 'hold') waiting.unshift(message);
    if (verdict === 'parked') parked.push(Buffer.from(message.body).toString());
  };
  /** Hands out until the signal aborts, something is held or a handler throws; resolves when nothing is in hand. */
  const handOut = async ({ eventTypes, prefetch, signal, handle }: Options): Promise<boolean> => {
    const inHand = new Set<Promise<void>>();
    const defects: Array<unknown> = [];
    const held: Array<InboundMessage> = [];
    const take = (): InboundMessage | undefined => {
      const place = waiting.findIndex(({ queue }) => eventTypes.includes(queue.slice(service.length + 1)));
      return place === -1 ? undefined : waiting.splice(place, 1)[0];
    };
    const run = async (message: InboundMessage): Promise<void> => {
      try {
        const verdict = await handle(message);
        if (verdict === 'hold') held.push(message);
        settle(message, verdict);
      } catch (cause) {
        defects.push(cause);
        settle(message, 'hold');
      }
    };
    while (!signal.aborted && held.length === 0 && defects.length === 0) {
      const message = inHand.size < prefetch ? take() : undefined;
      if (message === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else {
        const running = run(message).finally(() => {
          inHand.delete(running);
          wake();
        });
        inHand.add(running);
      }
    }
    await Promise.all(inHand);
    if (defects.length > 0) throw defects[0];
    return held.length > 0;
  };

  return {
    service,
    publish: async (eventType, body, messageId) => {
      const queue = `${service}.${eventType}`;
      waiting.push({
        queue,
        routingKey: eventType,
        messageId: messageId ?? null,
        body: Buffer.from(body),
        retries: 0,
      });
      wake();
    },
    parked: async () => parked.splice(0),
    intake: {
      consume: async (options) => {
        const aborted = new Promise<void>((resolve) => {
          options.signal.addEventListener('abort', () => {
            wake();
            resolve();
          });
        });
        while ((await handOut(options)) && !options.signal.aborted) await Promise.race([options.resume(), aborted]);
      },
      connected: () => isOpen,
      close: () =>
        TE.fromIO(() => {
          isOpen = false;
        }),
    },
  };
};

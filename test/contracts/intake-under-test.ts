import type { InboundMessage, Intake, Verdict } from '../../src/domain/ports/intake';

/** A place of its own for one case: the intake, and the platform on its other side. */
export type IntakeUnderTest = {
  readonly intake: Intake;
  /** Resolves when the queue of the event type has the message. */
  readonly publish: (eventType: string, body: string, messageId?: string) => Promise<void>;
  /** Takes what is in the dead-letter queue, oldest first. */
  readonly parked: () => Promise<ReadonlyArray<string>>;
  /** What the intake's queues begin with. */
  readonly service: string;
};

/** The event types that an intake under test has queues for; each message has three retries. */
export const eventTypesUnderTest = ['a.happened', 'b.happened'];

export const bodyOf = ({ body }: InboundMessage): string => Buffer.from(body).toString();
export const resumeAtOnce = async (): Promise<void> => undefined;

/** Consumes until `enough` says so, with the verdicts that `judge` gives. */
export const consumeUntil = async (
  { intake }: IntakeUnderTest,
  enough: (taken: ReadonlyArray<InboundMessage>) => boolean,
  judge: (message: InboundMessage, taken: ReadonlyArray<InboundMessage>) => Verdict = () => 'stored',
): Promise<ReadonlyArray<InboundMessage>> => {
  const taken: Array<InboundMessage> = [];
  const stop = new AbortController();
  await intake.consume({
    eventTypes: eventTypesUnderTest,
    prefetch: 1,
    signal: stop.signal,
    resume: resumeAtOnce,
    handle: async (message) => {
      taken.push(message);
      if (enough(taken)) stop.abort();
      return judge(message, taken);
    },
  });
  return taken;
};

/** What of the first event type is still there to be handed out, told by a last message behind it. */
export const remaining = async (one: IntakeUnderTest): Promise<ReadonlyArray<string>> => {
  await one.publish('a.happened', 'the last');
  const taken = await consumeUntil(one, (all) => all.some((message) => bodyOf(message) === 'the last'));
  return taken.map(bodyOf).filter((body) => body !== 'the last');
};

import type { WriteStep } from './writer-messages';

type Waiting = {
  readonly step: WriteStep;
  readonly resolve: (taken: boolean) => void;
  readonly reject: (cause: unknown) => void;
};

/** Whether each step of a group was taken, or what it met; rejects where nothing is known of any. */
export type SendGroup = (steps: ReadonlyArray<WriteStep>) => Promise<ReadonlyArray<boolean | Error>>;

export type StepGroups = {
  /** Whether the step was taken; rejects with what it met. */
  readonly take: (step: WriteStep) => Promise<boolean>;
  /** Sends whatever waits. */
  readonly sendAll: () => void;
};

/** As many as are written within some milliseconds. */
const STEPS_AT_ONCE = 16;
const ROWS_AT_ONCE = 1_024;
/** The second is there when the first is written. */
const GROUPS_IN_FLIGHT = 2;

/** So many rows a step writes, its checkpoint among them. */
export const rowsOf = (step: WriteStep): number => ('count' in step ? step.count + 1 : 1);

const sizeOfGroup = (waiting: ReadonlyArray<Waiting>): number => {
  let rows = 0;
  const tooMany = waiting.findIndex(({ step }, index) => {
    rows += rowsOf(step);
    return index > 0 && (index >= STEPS_AT_ONCE || rows > ROWS_AT_ONCE);
  });
  return tooMany < 0 ? waiting.length : tooMany;
};

const settle = ({ resolve, reject }: Waiting, answer: boolean | Error | undefined): void => {
  if (typeof answer === 'boolean') resolve(answer);
  else reject(answer ?? new Error('the thread that writes the views did not answer for a step'));
};

/**
 * Gathers the steps of one turn of the event loop, and of the time that two groups take, into groups: a commit of the journal
 * concerns most views, and to wake a thread costs more than what most of them have to write.
 */
export const createStepGroups = (sendGroup: SendGroup): StepGroups => {
  const waiting: Array<Waiting> = [];
  let inFlight = 0;
  let planned = false;

  const send = async (group: ReadonlyArray<Waiting>): Promise<void> => {
    inFlight += 1;
    try {
      const answers = await sendGroup(group.map(({ step }) => step));
      group.forEach((one, index) => settle(one, answers[index]));
    } catch (cause) {
      for (const { reject } of group) reject(cause);
    } finally {
      inFlight -= 1;
      plan();
    }
  };
  const sendUpTo = (most: number): void => {
    while (waiting.length > 0 && inFlight < most) void send(waiting.splice(0, sizeOfGroup(waiting)));
  };
  const plan = (): void => {
    if (planned || waiting.length === 0 || inFlight >= GROUPS_IN_FLIGHT) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      sendUpTo(GROUPS_IN_FLIGHT);
    });
  };

  return {
    take: async (step) =>
      new Promise((resolve, reject) => {
        waiting.push({ step, resolve, reject });
        plan();
      }),
    sendAll: () => sendUpTo(Infinity),
  };
};

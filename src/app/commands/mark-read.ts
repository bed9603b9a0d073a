import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { Commands } from '../commands';
import type { CommandDeps } from './command-deps';
import { onceByRecipient } from './once-by-recipient';

/** The recipient has read it; again answers with the first reading. */
export const markRead =
  (deps: CommandDeps): Commands['markRead'] =>
  (userId, id) =>
    pipe(
      onceByRecipient(deps, 'MarkRead')(userId, id),
      TE.map((written) => ({ ...written, value: { readAt: written.value } })),
    );

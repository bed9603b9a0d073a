import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { BatchChunkProcessed, BatchRecipient } from '../../domain/batch/events';
import type { Locale, UserId } from '../../domain/shared/codecs';
import type { Composed } from '../commands/compose-notification';
import { inParallel } from '../commands/in-parallel';
import { findReader } from '../commands/reader-of';
import type { AppFailure } from '../failure';
import type { BatchDeps } from './batch-deps';
import { createComposer } from './batch-template';
import type { OpenBatch } from './open-batch';

export type Member = { readonly userId: UserId; readonly locale: Locale; readonly composed: Composed };
type Rejected = BatchChunkProcessed['data']['rejected'];

export type ComposedMembers = { readonly members: ReadonlyArray<Member>; readonly rejected: Rejected };

/** What each recipient is shown, in the language and time zone that the directory has for them now; or why nothing is. */
export const composeMembers =
  (deps: Pick<BatchDeps, 'directory' | 'vault' | 'engine'>) =>
  (
    { accepted, templates }: OpenBatch,
    recipients: ReadonlyArray<BatchRecipient>,
  ): TE.TaskEither<AppFailure, ComposedMembers> => {
    const compose = createComposer(deps.engine, accepted, templates);
    return pipe(
      inParallel(recipients, ({ userId }) => findReader(deps)(userId, undefined)),
      TE.map((readers) => {
        const members: Array<Member> = [];
        const rejected: Array<Rejected[number]> = [];
        for (const [index, { userId }] of recipients.entries()) {
          const reader = readers[index];
          const composed = reader === undefined ? E.left('erased' as const) : compose(reader);
          if (E.isLeft(composed)) rejected.push({ userId, reason: composed.left });
          else if (reader !== undefined) members.push({ userId, locale: reader.locale, composed: composed.right });
        }
        return { members, rejected };
      }),
    );
  };

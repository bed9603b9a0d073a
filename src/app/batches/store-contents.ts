import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { ContentRendered } from '../../domain/batch/content-events';
import { contentStream } from '../../domain/batch/names';
import type { AppendFailure } from '../../domain/ports/journal';
import { batchKey, type KeyRingUnavailable } from '../../domain/ports/key-ring';
import { eventIdOf, toNewEvents } from '../commands/to-new-events';
import { livingKeys } from '../vault/living-keys';
import { batchActor, type BatchDeps } from './batch-deps';
import { batchCause } from './batch-cause';
import type { Member } from './compose-members';
import type { OpenBatch } from './open-batch';

type Deps = Pick<BatchDeps, 'vault' | 'writer' | 'clock'>;
type Failure = AppendFailure | KeyRingUnavailable;
type SharedMember = Member & { readonly key: string };

const isShared = (member: Member): member is SharedMember => member.key !== undefined;

/** What whoever else rendered it has stored is the same: of the same version, from the same variables. */
const storeContent = (
  { vault, writer, clock }: Deps,
  batchId: string,
  { key, template, shown }: SharedMember,
): TE.TaskEither<Failure, unknown> => {
  const stream = contentStream(batchId, key);
  const type = 'ContentRendered';
  const eventId = eventIdOf(writer.namespace, stream, batchCause(batchId), type);
  const cause = { id: batchCause(batchId), actor: batchActor, correlationId: batchId, at: clock.now() };
  return pipe(
    livingKeys(vault.seal([{ owner: batchKey(batchId), context: { stream, type, eventId }, value: shown }])),
    TE.chainW(([personal]) => {
      if (personal === undefined) throw new Error('The vault answered with fewer parts than it was given');
      const { locale } = template;
      const event: ContentRendered = { type, data: { batchId, key, template, locale, personal } };
      return writer.append({
        stream,
        expected: 'no-stream',
        events: toNewEvents(writer.namespace, stream, cause, [event]),
      });
    }),
    TE.orElseW((failure) => (failure._tag === 'Conflict' ? TE.right(undefined) : TE.left<Failure>(failure))),
  );
};

/**
 * Stores what these members share, before anything refers to it; what this process has stored before is there. The first
 * of those who read alike says it for all.
 */
export const storeContents =
  (deps: Deps) =>
  ({ accepted: { batchId }, stored }: OpenBatch, members: ReadonlyArray<Member>): TE.TaskEither<Failure, void> => {
    const missing = new Map(
      members
        .filter(isShared)
        .filter(({ key }) => stored.get(key) === undefined)
        .map((member) => [member.key, member]),
    );
    return pipe(
      [...missing.values()],
      TE.traverseSeqArray((member) =>
        pipe(
          storeContent(deps, batchId, member),
          TE.map(() => stored.set(member.key, true)),
        ),
      ),
      TE.map(() => undefined),
    );
  };

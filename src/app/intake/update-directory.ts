import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { DirectoryUpdate } from '../../domain/platform/plan';
import { recipientKey } from '../../domain/ports/key-ring';
import { recipient } from '../../domain/recipient';
import { type ContactField, type RecipientEvent, recipientEvents } from '../../domain/recipient/events';
import { recipientStream } from '../../domain/recipient/recipient-stream';
import { execute, ofAggregate } from '../commands/execute';
import { type History, readHistory } from '../commands/read-history';
import { retryConflicts } from '../commands/retry-conflicts';
import { eventIdOf } from '../commands/to-new-events';
import { type Arrival, causeOf } from './arrival';
import type { IntakeDeps } from './intake-deps';
import { type Setback, setbackOf } from './setback';
import { usableContacts } from './usable-contacts';

type Deps = Pick<IntakeDeps, 'journal' | 'writer' | 'vault'>;

/** Told before, or about somebody who was erased: then there is nothing to seal. */
const isMoot = (history: History, cause: string): boolean =>
  ofAggregate<RecipientEvent>(recipientEvents, history).some(
    ({ event }) => event.type === 'RecipientErased' || (event.type === 'ContactsChanged' && event.data.cause === cause),
  );

const change = (deps: Deps, arrival: Arrival, { userId, set, changedAt }: DirectoryUpdate, history: History) => {
  const { writer, vault } = deps;
  const stream = recipientStream(userId);
  const cause = causeOf(arrival);
  const eventId = eventIdOf(writer.namespace, stream, cause.id, 'ContactsChanged');
  const context = { stream, type: 'ContactsChanged', eventId };
  return pipe(
    vault.seal([{ owner: recipientKey(userId), context, value: set }]),
    TE.chainW(([personal = null]) =>
      execute(writer)({
        stream,
        history: TE.right(history),
        decider: recipient,
        codecs: recipientEvents,
        command: {
          type: 'ChangeContacts',
          userId,
          cause: cause.id,
          // A publisher whose clock is ahead would otherwise be right for ever.
          changedAt: changedAt < arrival.now ? changedAt : arrival.now,
          set: Object.keys(set) as ReadonlyArray<ContactField>,
          cleared: [],
          personal,
        },
        cause,
      }),
    ),
  );
};

/** What the message says of a person goes to the directory, since the time that it names; the same message tells it once. */
export const updateDirectory =
  (deps: Deps) =>
  (arrival: Arrival, update: DirectoryUpdate): TE.TaskEither<Setback, unknown> => {
    const set = usableContacts(update.set);
    if (Object.keys(set).length === 0) return TE.right(undefined);
    const tell = pipe(
      readHistory(deps.journal, recipientStream(update.userId)),
      TE.chainW((history) =>
        isMoot(history, arrival.identity) ? TE.right(undefined) : change(deps, arrival, { ...update, set }, history),
      ),
    );
    return pipe(
      retryConflicts(tell),
      TE.orElseW((failure) =>
        failure._tag === 'RecipientIsErased' || failure._tag === 'KeysGone'
          ? TE.right(undefined)
          : TE.left(setbackOf(failure)),
      ),
    );
  };

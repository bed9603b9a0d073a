import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { decodeRecorded } from '../../domain/decode-recorded';
import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import { type AppendFailure, type Journal, JournalError, type JournalUnavailable } from '../../domain/ports/journal';
import type { StoredEvent } from '../../domain/shared/stored-event';
import type { Writer } from '../commands/create-writer';
import { toNewEvents } from '../commands/to-new-events';

/** The journal's first event is not a ledger's: it belongs to something else. */
export type NotALedger = { readonly _tag: 'NotALedger' };
type Opened = TE.TaskEither<NotALedger | AppendFailure, string>;
type Deps = { readonly journal: Journal; readonly writer: Writer; readonly clock: Clock; readonly ids: Ids };

const notALedger: NotALedger = { _tag: 'NotALedger' };

const firstEvent =
  (journal: Journal): TE.TaskEither<JournalUnavailable, StoredEvent | undefined> =>
  async () => {
    try {
      for await (const event of journal.readAll({ limit: 1 })) return E.right(event);
      return E.right(undefined);
    } catch (cause) {
      if (cause instanceof JournalError && cause.kind === 'unavailable')
        return E.left({ _tag: 'JournalUnavailable', cause });
      throw cause;
    }
  };

const idIn = (first: StoredEvent): E.Either<NotALedger, string> => {
  const recorded = decodeRecorded(first);
  if (E.isLeft(recorded) || recorded.right.event.type !== 'LedgerOpened') return E.left({ _tag: 'NotALedger' });
  return E.right(recorded.right.event.data.ledgerId);
};

const open = ({ writer, clock, ids }: Deps): Opened => {
  const ledgerId = ids.random();
  const stream = `ledger-${ledgerId}`;
  const cause = {
    id: ledgerId,
    actor: { kind: 'system', id: 'ledger' },
    correlationId: ledgerId,
    at: clock.now(),
  } as const;
  const events = toNewEvents(writer.namespace, stream, cause, [{ type: 'LedgerOpened', data: { ledgerId } }]);
  return pipe(
    writer.append({ stream, expected: 'no-stream', events }),
    TE.map(() => ledgerId),
  );
};

/** The ledger's id, from the first event of its journal; undefined where it has none yet. */
export const presentLedgerId = (journal: Journal): TE.TaskEither<NotALedger | JournalUnavailable, string | undefined> =>
  pipe(
    firstEvent(journal),
    TE.chainEitherKW((first) => (first === undefined ? E.right(undefined) : idIn(first))),
  );

/** Another process may have opened the same journal at the same time: its first opening counts, for both. */
const openAnew = (deps: Deps): Opened =>
  pipe(
    open(deps),
    TE.chainW(() => presentLedgerId(deps.journal)),
    TE.chainEitherKW((first) => (first === undefined ? E.left(notALedger) : E.right(first))),
  );

/** The ledger's id; an empty journal is opened with a new one. */
export const openLedger = (deps: Deps): Opened =>
  pipe(
    presentLedgerId(deps.journal),
    TE.chainW((present) => (present === undefined ? openAnew(deps) : TE.right(present))),
  );

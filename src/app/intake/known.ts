import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { inbound } from '../../domain/inbound';
import { type InboundEvent, inboundEvents } from '../../domain/inbound/events';
import { inboundStream } from '../../domain/inbound/inbound-stream';
import type { InboundState } from '../../domain/inbound/state';
import type { Journal, JournalUnavailable } from '../../domain/ports/journal';
import type { NotificationId } from '../../domain/shared/codecs';
import { ofAggregate } from '../commands/execute';
import { readHistory } from '../commands/read-history';
import { readNotification } from '../commands/read-notification';
import { type Setback, setbackOf } from './setback';

/** What came under this identity before said something else. */
export type IdentityConflict = { readonly _tag: 'IdentityConflict'; readonly identity: string };

/** `new`: nothing is stored of what this message causes; `same`: it is, and by the same message. */
export type Known = 'new' | 'same';
type Asked = { readonly identity: string; readonly fingerprint: string };

const compared = (
  { identity, fingerprint }: Asked,
  stored: string | null | undefined,
): TE.TaskEither<IdentityConflict, Known> => {
  if (stored === undefined) return TE.right('new');
  return stored === fingerprint ? TE.right('same') : TE.left({ _tag: 'IdentityConflict', identity });
};

/** What arrived under an identity and went no further. */
export const inboundState = (journal: Journal, identity: string): TE.TaskEither<JournalUnavailable, InboundState> =>
  pipe(
    readHistory(journal, inboundStream(identity)),
    TE.map((history) =>
      ofAggregate<InboundEvent>(inboundEvents, history).reduce(
        (state, { event }) => inbound.evolve(state, event),
        inbound.initialState,
      ),
    ),
  );

/** Whether the message was recorded before, as one that notifies nobody. */
export const knownAsRecorded = (journal: Journal, asked: Asked): TE.TaskEither<Setback | IdentityConflict, Known> =>
  pipe(
    inboundState(journal, asked.identity),
    TE.mapLeft(setbackOf),
    TE.chainW(({ fingerprint }) => compared(asked, fingerprint)),
  );

/** Whether the message has notified before. */
export const knownAsNotified = (
  journal: Journal,
  asked: Asked,
  id: NotificationId,
): TE.TaskEither<Setback | IdentityConflict, Known> =>
  pipe(
    readNotification(journal, id),
    TE.mapLeft(setbackOf),
    TE.chainW(([first]) =>
      compared(asked, first?.event.type === 'NotificationRequested' ? first.event.data.fingerprint : undefined),
    ),
  );

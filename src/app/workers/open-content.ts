import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { NotificationContent } from '../../domain/notification/content';
import { contentPartOf } from '../../domain/notification/content-part';
import type { NotificationRequested } from '../../domain/notification/events';
import type { JournalUnavailable } from '../../domain/ports/journal';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened } from '../../domain/ports/vault';
import type { JsonObject } from '../../domain/shared/json';
import type { Recorded } from '../../domain/shared/recorded';
import { openContents, type Sources } from '../vault/open-contents';

/** `erased`: the recipient's key is gone; `secret-gone`: the one-time key is; `unreadable`: it does not open. */
export type Closed = 'erased' | 'secret-gone' | 'unreadable';
export type Content = { readonly content: NotificationContent; readonly secrets: JsonObject };

const Variables = t.record(t.string, t.unknown);
const noSecrets: Opened = { status: 'open', value: {} };

const valueOf = (opened: Opened | undefined): unknown => (opened?.status === 'open' ? opened.value : undefined);

const contentOf = (personal: Opened | undefined, secrets: Opened = noSecrets): E.Either<Closed, Content> => {
  if (personal?.status === 'gone') return E.left('erased');
  if (secrets.status === 'gone') return E.left('secret-gone');
  const content = NotificationContent.decode(valueOf(personal));
  const hidden = Variables.decode(valueOf(secrets));
  if (E.isLeft(content) || E.isLeft(hidden)) return E.left('unreadable');
  return E.right({ content: content.right, secrets: hidden.right as JsonObject });
};

const openSecrets = (
  { vault }: Sources,
  { event, stream, id }: Recorded<NotificationRequested>,
): TE.TaskEither<KeyRingUnavailable, Opened | undefined> => {
  const { secrets } = event.data;
  if (secrets === null) return TE.right(undefined);
  return pipe(
    vault.open([{ stream, type: event.type, eventId: id, sealed: secrets }]),
    TE.map(([opened]) => opened),
  );
};

/** What a request holds, opened for one sending. */
export const openContent = (
  sources: Sources,
  request: Recorded<NotificationRequested>,
): TE.TaskEither<KeyRingUnavailable | JournalUnavailable, E.Either<Closed, Content>> =>
  pipe(
    openContents(sources)([contentPartOf(request)]),
    TE.bindTo('personal'),
    TE.bindW('secrets', () => openSecrets(sources, request)),
    TE.map(({ personal: [personal], secrets }) => contentOf(personal, secrets)),
  );

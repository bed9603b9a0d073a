import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { NotificationContent } from '../../domain/notification/content';
import type { NotificationRequested } from '../../domain/notification/events';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { JsonObject } from '../../domain/shared/json';
import type { Recorded } from '../../domain/shared/recorded';

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

/** What a request holds, opened for one sending. */
export const openContent = (
  vault: Vault,
  { event, stream, id }: Recorded<NotificationRequested>,
): TE.TaskEither<KeyRingUnavailable, E.Either<Closed, Content>> => {
  const { personal, secrets } = event.data;
  const parts = secrets === null ? [personal] : [personal, secrets];
  return pipe(
    vault.open(parts.map((sealed) => ({ stream, type: event.type, eventId: id, sealed }))),
    TE.map(([openedPersonal, openedSecrets]) => contentOf(openedPersonal, openedSecrets)),
  );
};

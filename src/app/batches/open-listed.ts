import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { KeyRingUnavailable } from '../../domain/ports/key-ring';
import type { Opened, Vault } from '../../domain/ports/vault';
import type { Locale, UserId } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import { MemberVariables } from './batch-content';
import type { QueuedChunk } from './read-chunk';

/** `own`: variables of their own; `gone` with the person, or `damaged`. */
export type Listed = {
  readonly userId: UserId;
  readonly locale: Locale | undefined;
  readonly own: JsonObject | undefined | 'gone' | 'damaged';
};

const ownIn = (opened: Opened | undefined): Listed['own'] => {
  if (opened === undefined) return undefined;
  if (opened.status !== 'open') return opened.status;
  const content = MemberVariables.decode(opened.value);
  return E.isRight(content) ? (content.right.data as JsonObject) : 'damaged';
};

/** A chunk's recipients with their own variables, in their order; one call to the key ring for all. */
export const openListed = (
  vault: Vault,
  { event, stream, id }: QueuedChunk,
): TE.TaskEither<KeyRingUnavailable, ReadonlyArray<Listed>> => {
  const { recipients } = event.data;
  const parts = recipients.flatMap(({ personal }) =>
    personal === undefined ? [] : [{ stream, type: event.type, eventId: id, sealed: personal }],
  );
  const opening = parts.length === 0 ? TE.right([]) : vault.open(parts);
  return pipe(
    opening,
    TE.map((opened) => {
      let next = 0;
      return recipients.map(({ userId, locale, personal }) => {
        const own = personal === undefined ? undefined : ownIn(opened[next++] ?? { status: 'damaged' });
        return { userId, locale, own };
      });
    }),
  );
};

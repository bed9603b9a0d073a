import type { TaskEither } from 'fp-ts/TaskEither';
import type { BatchAccepted } from '../../domain/batch/events';
import type { Bypass } from '../../domain/notification/events';
import type { Channel, Instant, Locale, Priority } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { Actor } from '../../domain/shared/recorded';
import type { TemplateContent } from '../../domain/template/events';
import type { Written } from '../commands';
import type { AppFailure } from '../failure';

/** What everyone in the directory is to be told. */
export type EveryoneRequest = {
  /** What asks for it: the same origin asks for it once. */
  readonly origin: BatchAccepted['data']['origin'];
  /** HMAC of what it asks for; the same origin with another one is KeyReused. */
  readonly fingerprint: string;
  readonly actor: Actor;
  readonly templateCode: string;
  /** The variables in one of the template's languages. Everyone gets the same, so none of them may be secret. */
  readonly variablesFor: (content: TemplateContent, locale: Locale) => JsonObject;
  readonly channels: ReadonlyArray<Channel>;
  readonly priority: Priority;
  readonly expiresAt: Instant | null;
  readonly bypasses: ReadonlyArray<Bypass>;
};

export type EveryoneAnswer = { readonly batchId: string; readonly totalUsers: number };

/**
 * Answers once every recipient is written down, and durable: from then on the batch is carried out, whatever happens. A
 * repeat answers the same. Impossible: no such template in use, a variable that it requires is missing, or one is secret.
 */
export type RequestForEveryone = (request: EveryoneRequest) => TaskEither<AppFailure, Written<EveryoneAnswer>>;

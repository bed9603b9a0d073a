import type { Notice } from '../../domain/platform/platform-event';
import type { Instant, Locale } from '../../domain/shared/codecs';
import type { JsonObject } from '../../domain/shared/json';
import type { TemplateContent } from '../../domain/template/events';

/** A notice for everyone in the directory. */
export type Broadcast = {
  /** Of the message that causes it. */
  readonly identity: string;
  readonly batchId: string;
  /** What the message says, as an HMAC: another one under the same batch id is a conflict. */
  readonly fingerprint: string;
  readonly notice: Notice;
  readonly expiresAt: Instant | null;
  /** The template's variables in a reader's language. */
  readonly variables: (content: TemplateContent, locale: Locale) => JsonObject;
};

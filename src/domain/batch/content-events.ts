/**
 * What members of a batch are shown alike: rendered and sealed once for all who read alike, in a stream of its own,
 * `content-<batch>.<key>`, which whoever needs it first writes. Their requests refer to it (`SharedContent`).
 */
import * as t from 'io-ts';
import { Locale, Sealed, TemplateRef } from '../shared/codecs';
import { eventCodec } from '../shared/event-codec';

export const contentEvents = {
  ContentRendered: eventCodec('ContentRendered', {
    batchId: t.string,
    /** Names, for this batch, how they read (`contentKeyOf`). */
    key: t.string,
    template: TemplateRef,
    locale: Locale,
    /** Title, body and data as shown (`NotificationContent`), under the batch's own key. */
    personal: Sealed,
  }),
} as const;

export type ContentRendered = t.TypeOf<typeof contentEvents.ContentRendered>;

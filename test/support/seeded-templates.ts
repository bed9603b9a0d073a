import type { PlatformEvent } from '../../src/domain/platform/platform-event';
import { platformEvents } from '../../src/domain/platform/platform-events';
import { initialTemplates, type SeedTemplate } from '../../src/domain/template/initial/initial-templates';

/** Each event that notifies, with the templates that a ledger begins with for it, in both languages. */
export const eventsWithTemplates: ReadonlyArray<readonly [string, PlatformEvent, ReadonlyArray<SeedTemplate>]> =
  platformEvents.flatMap((event) =>
    event.notice === null
      ? []
      : [[event.eventType, event, initialTemplates.filter(({ code }) => code === event.notice?.template)] as const],
  );

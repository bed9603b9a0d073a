/** What the platform tells everyone. */
import { Num, Text, Texts, When } from './fields';
import type { Localized } from './localized';
import { platformEvent } from './platform-event';

const listed = (items: ReadonlyArray<string>): Localized => ({ zh: items.join('、'), en: items.join(', ') });

export const systemEvents = [
  platformEvent({
    eventType: 'system.maintenance',
    required: {
      title: Text,
      message: Text,
      startTime: When,
      endTime: When,
      /** In minutes. */
      duration: Num,
      affectedServices: Texts,
    },
    optional: {},
    audience: 'everyone',
    notice: { template: 'system.maintenance', channels: ['websocket', 'email'], priority: 'P3', bypasses: [] },
  }),
  platformEvent({
    eventType: 'system.update',
    required: { version: Text, title: Text, description: Text, features: Texts, releasedAt: When },
    optional: {},
    audience: 'everyone',
    notice: { template: 'system.update', channels: ['websocket'], priority: 'P3', bypasses: [] },
    wording: ({ features }) => ({ featuresText: listed(features) }),
  }),
];

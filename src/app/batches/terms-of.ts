import type { Channel, Priority } from '../../domain/shared/codecs';
import type { BatchTerms } from './batch-request';
import type { BatchTemplate } from './batch-template';

type Wanted = Omit<BatchTerms, 'templates' | 'channels' | 'priority'> & {
  readonly channels: ReadonlyArray<Channel> | undefined;
  readonly priority: Priority | undefined;
};

const inAppOnly: ReadonlyArray<Channel> = ['websocket'];
/** The locale of who has none: what it leaves to the template is left to this one of its languages. */
const usualLocale = 'zh-CN';

/** The terms of a batch, with what the request leaves to the template taken from it. */
export const termsOf = (templates: ReadonlyArray<BatchTemplate>, wanted: Wanted): BatchTerms => {
  const usual = templates.find(({ ref }) => ref.locale === usualLocale) ?? templates[0];
  if (usual === undefined) throw new Error('A batch has no template');
  const { sendAt, expiresAt, bypasses, retryOf, duplicates } = wanted;
  const ofTemplate = usual.content.channels.length > 0 ? usual.content.channels : inAppOnly;
  return {
    templates,
    channels: wanted.channels ?? ofTemplate,
    priority: wanted.priority ?? usual.content.priority,
    sendAt,
    expiresAt,
    bypasses,
    retryOf,
    duplicates,
  };
};

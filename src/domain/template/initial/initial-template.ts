import type { Channel, Priority } from '../../shared/codecs';
import type { TemplateContent, TemplateVariable } from '../events';

type Texts = Pick<TemplateContent, 'title' | 'body' | 'emailHtml' | 'smsText'>;

/** A template that every ledger begins with, in the platform's two languages. `type` is the event that it tells of. */
export type InitialTemplate = {
  readonly code: string;
  readonly type: string;
  readonly channels: ReadonlyArray<Channel>;
  readonly priority: Priority;
  readonly variables: ReadonlyArray<TemplateVariable>;
  readonly texts: { readonly 'zh-CN': Texts; readonly 'en-US': Texts };
};

import type { Locale } from '../shared/codecs';
import type { TemplateContent } from './events';

/** `cause`: the identity of what asks for the change; the same cause changes nothing twice. */
type About = { readonly code: string; readonly locale: Locale; readonly cause: string };

/** `active`: in use at once. */
export type CreateTemplate = About & {
  readonly type: 'CreateTemplate';
  readonly content: TemplateContent;
  readonly active: boolean;
};
export type ReviseTemplate = About & { readonly type: 'ReviseTemplate'; readonly content: TemplateContent };

export type TemplateCommand =
  | CreateTemplate
  | ReviseTemplate
  | (About & { readonly type: 'ActivateTemplate' })
  | (About & { readonly type: 'DeactivateTemplate' })
  | (About & { readonly type: 'RetireTemplate' });

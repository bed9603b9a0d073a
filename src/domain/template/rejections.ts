import type { Locale } from '../shared/codecs';

type About = { readonly code: string; readonly locale: Locale };

export type TemplateRejection =
  | (About & { readonly _tag: 'TemplateExists' })
  | (About & { readonly _tag: 'TemplateNotFound' })
  /** Retired for good: its versions stay for what was sent with them, and nothing new is. */
  | (About & { readonly _tag: 'TemplateIsRetired' });

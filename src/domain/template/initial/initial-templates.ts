import * as E from 'fp-ts/Either';
import { Locale } from '../../shared/codecs';
import type { TemplateContent } from '../events';
import { appTemplates } from './app';
import { appRunningTemplates } from './app-running';
import { billingAccountTemplates } from './billing-account';
import { billingPaymentTemplates } from './billing-payment';
import { billingWarningTemplates } from './billing-warnings';
import { deviceTemplates } from './device';
import { deviceRunningTemplates } from './device-running';
import type { InitialTemplate } from './initial-template';
import { mediaTemplates } from './media';
import { schedulerTemplates } from './scheduler';
import { systemTemplates } from './system';
import { systemUpdateTemplates } from './system-update';
import { userAccountTemplates } from './user-account';
import { userProfileTemplates } from './user-profile';
import { userSecurityTemplates } from './user-security';

/** What a template of the first start is created from, in one of its locales. */
export type SeedTemplate = { readonly code: string; readonly locale: Locale; readonly content: TemplateContent };

const inEachLocale = ({ code, texts, ...shared }: InitialTemplate): ReadonlyArray<SeedTemplate> =>
  Object.entries(texts).flatMap(([language, text]) => {
    const locale = Locale.decode(language);
    return E.isRight(locale) ? [{ code, locale: locale.right, content: { ...shared, ...text } }] : [];
  });

/** Created at every start where that code and locale has never existed; what exists is left alone. */
export const initialTemplates: ReadonlyArray<SeedTemplate> = [
  ...userAccountTemplates,
  ...userSecurityTemplates,
  ...deviceTemplates,
  ...billingPaymentTemplates,
  ...billingAccountTemplates,
  ...appTemplates,
  ...systemTemplates,
  ...userProfileTemplates,
  ...deviceRunningTemplates,
  ...appRunningTemplates,
  ...billingWarningTemplates,
  ...schedulerTemplates,
  ...mediaTemplates,
  ...systemUpdateTemplates,
].flatMap(inEachLocale);

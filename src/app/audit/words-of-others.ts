import { titled } from './titled';
import type { Words } from './words';

const changes = (set: ReadonlyArray<string>, cleared: ReadonlyArray<string>): string =>
  [...set, ...cleared.map((field) => `${field} (cleared)`)].join(', ');

export const wordsOfOthers: Words = {
  LedgerOpened: ({ ledgerId }) => `ledger ${ledgerId} opened`,
  HistoryRead: ({ what, subject }) => `history read: ${what} ${subject}`,
  ContactsChanged: ({ userId, set, cleared }) => `contacts of ${userId} changed: ${changes(set, cleared)}`,
  RolesChanged: ({ userId, roles }) => `roles of ${userId}: ${roles.length === 0 ? 'none' : roles.join(', ')}`,
  RecipientErased: ({ userId }) => `${userId} erased`,
  TemplateCreated: ({ code, locale, version }) => `template ${code} ${locale} created, v${version}`,
  TemplateRevised: ({ code, locale, version }) => `template ${code} ${locale} revised, v${version}`,
  TemplateActivated: ({ code, locale }) => `template ${code} ${locale} activated`,
  TemplateDeactivated: ({ code, locale }) => `template ${code} ${locale} deactivated`,
  ContentRendered: ({ batchId, template, locale }, personal) =>
    `content of batch ${batchId} in ${locale}${titled(personal)}, template ${template.code} v${template.version}`,
  TemplateRetired: ({ code, locale }) => `template ${code} ${locale} retired`,
};

import type { Differences } from '../../domain/operations/projection-events';
import type { Words } from './words';

const changes = (set: ReadonlyArray<string>, cleared: ReadonlyArray<string>): string =>
  [...set, ...cleared.map((field) => `${field} (cleared)`)].join(', ');

const differing = (found: Differences | null): string =>
  found === null
    ? 'nothing to compare with'
    : `the one before had ${found.missing} missing, ${found.surplus} surplus, ${found.differing} different`;

export const wordsOfOthers: Words = {
  LedgerOpened: ({ ledgerId }) => `ledger ${ledgerId} opened`,
  ProjectionRebuilt: ({ projection, version, events, rows, differences }) =>
    `view ${projection} v${version} rebuilt: ${events} events, ${rows} rows, ${differing(differences)}`,
  HistoryRead: ({ what, subject }) => `history read: ${what} ${subject}`,
  ContactsChanged: ({ userId, set, cleared }) => `contacts of ${userId} changed: ${changes(set, cleared)}`,
  RolesChanged: ({ userId, roles }) => `roles of ${userId}: ${roles.length === 0 ? 'none' : roles.join(', ')}`,
  RecipientErased: ({ userId }) => `${userId} erased`,
  TemplateCreated: ({ code, locale, version }) => `template ${code} ${locale} created, v${version}`,
  TemplateRevised: ({ code, locale, version }) => `template ${code} ${locale} revised, v${version}`,
  TemplateActivated: ({ code, locale }) => `template ${code} ${locale} activated`,
  TemplateDeactivated: ({ code, locale }) => `template ${code} ${locale} deactivated`,
  TemplateRetired: ({ code, locale }) => `template ${code} ${locale} retired`,
};

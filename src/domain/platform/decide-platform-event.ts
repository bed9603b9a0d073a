import type { RecordReason } from '../inbound/events';
import type { Instant } from '../shared/codecs';
import type { Condition } from './condition';
import type { PlatformMessage } from './message';
import type { Admission, DirectoryUpdate, Plan, Recipients } from './plan';
import type { Audience, Reading } from './platform-event';

const recipientsOf = (audience: Audience, { userId }: Reading): Recipients | undefined => {
  if (audience === 'everyone') return { kind: 'everyone' };
  if (userId !== undefined) return { kind: 'user', userId };
  return audience === 'user-or-operators' ? { kind: 'operators' } : undefined;
};

const directoryUpdate = ({ userId, contacts, contactsSince }: Reading): DirectoryUpdate | null =>
  userId === undefined || contactsSince === undefined || Object.keys(contacts).length === 0
    ? null
    : { userId, set: contacts, changedAt: contactsSince };

const heldBackBy = (condition: Condition, now: Instant): RecordReason | undefined => {
  if (condition.kind === 'never') return condition.why;
  return condition.kind === 'until' && condition.instant <= now ? 'expired' : undefined;
};

const admissionFor = (eventType: string, { condition, userId }: Reading): Admission | null =>
  condition.kind === 'apart' && userId !== undefined
    ? {
        userId,
        scope: [eventType, ...condition.scope],
        happenedAt: condition.at,
        apartMillis: condition.millis,
      }
    : null;

/** The rules of the contract's table: who is to be told of it and how, or why nobody; and what the directory learns. */
export const decidePlatformEvent = ({ event, reading }: PlatformMessage, now: Instant): Plan => {
  const { condition, userId = null, contacts } = reading;
  const directory = directoryUpdate(reading);
  const record = (why: RecordReason): Plan => ({ kind: 'record', why, userId, directory });
  const recipients = recipientsOf(event.audience, reading);
  if (event.notice === null) return record('records-only');
  if (recipients === undefined) return record('no-recipient');
  const heldBack = heldBackBy(condition, now);
  if (heldBack !== undefined) return record(heldBack);
  const expiresAt = condition.kind === 'until' ? condition.instant : null;
  const admission = admissionFor(event.eventType, reading);
  return { kind: 'notify', recipients, notice: event.notice, expiresAt, contacts, admission, directory };
};

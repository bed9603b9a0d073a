import type { EventType } from '../../src/domain/events';

/** The streams in the order of the page, and what they tell. */
export const streams = [
  { stream: 'ledger-<id>', tells: 'The opening of the ledger, the first event of all.' },
  { stream: 'reads-<yyyy-mm>', tells: "Who read the history: an auditor's reading is itself recorded." },
  {
    stream: 'notification-<id>',
    tells:
      "One notification. The request of a batch's member stands in `chunk-<batch>.<index>`, all that follows it here.",
  },
  {
    stream: 'batch-<id>',
    tells:
      'A request to many: what is asked for, and every recipient. It is carried out once its recipients are sealed.',
  },
  {
    stream: 'chunk-<batch>.<index>',
    tells:
      "A part of a batch, requested in one append: a NotificationRequested for each recipient, whose revision is the last part of the member's id, then what became of them all.",
  },
  {
    stream: 'content-<batch>.<key>',
    tells: 'What members of a batch are shown alike, rendered once for all who read alike; their requests refer to it.',
  },
  {
    stream: 'delivery-<notification id>.<channel>',
    tells:
      "One channel's whole life, in rounds of attempts. A round opens with the request or with DeliveryRetryOrdered, and has exactly one final event.",
  },
  { stream: 'recipient-<user id>', tells: 'What the directory knows of a person.' },
  { stream: 'template-<code>.<locale>', tells: 'A template in one language, with all its versions.' },
  { stream: 'inbound-<message identity>', tells: 'What arrived from the platform and went no further.' },
  {
    stream: 'operations-<yyyy-mm>',
    tells: "What operators are told of the ledger's own work, and what was done to its views.",
  },
  { stream: 'throttle-<id of its scope>', tells: 'What was admitted of what may not be told too often.' },
] as const;

type Stream = (typeof streams)[number]['stream'];
type Meaning = { readonly stream: Stream; readonly says: string };
const inStream =
  (stream: Stream) =>
  (says: string): Meaning => ({ stream, says });
const notification = inStream('notification-<id>');
const delivery = inStream('delivery-<notification id>.<channel>');
const recipient = inStream('recipient-<user id>');
const template = inStream('template-<code>.<locale>');
const inbound = inStream('inbound-<message identity>');
const batch = inStream('batch-<id>');

/** Where each event stands, and what it says. */
export const eventMeanings: Readonly<Record<EventType, Meaning>> = {
  LedgerOpened: inStream('ledger-<id>')('The ledger begins. Views and checkpoints carry its id.'),
  HistoryRead: inStream('reads-<yyyy-mm>')(
    'Somebody asked for a part of the history; recorded before anything was read.',
  ),
  NotificationRequested: notification('A notification was asked for: for whom, why, what, and on which channels.'),
  NotificationRead: notification('Its recipient acknowledged it. Stands once.'),
  NotificationArchived: notification('Its recipient put it away: gone from the inbox, never from the ledger.'),
  NotificationCancelled: notification('It was called off; what had not started is not sent.'),
  NotificationExpired: notification('Its time was over; nothing more of it is sent, and its secrets are destroyed.'),
  DeliverySuppressed: delivery('Withheld: the round ends without an attempt.'),
  DeliveryDeferred: delivery('Put off: no attempt before `until`.'),
  DeliveryAttemptStarted: delivery('The claim to send, stored before anything is sent. Who stored it, sends.'),
  DeliveryAttemptSucceeded: delivery("The provider took it: the attempt's outcome, and the end of the round."),
  DeliveryAttemptFailed: delivery("The attempt's outcome, where it did not succeed, and when the next one is due."),
  DeliveryExhausted: delivery('Given up: the end of the round. An operator may order another one.'),
  DeliveryAbandoned: delivery('Called off, expired, or ended by an operator: the end of the round.'),
  DeliveryOutcomeLearned: delivery(
    'What became known of an attempt that was closed as unknown. A success ends the delivery.',
  ),
  DeliveryReceiptReceived: delivery(
    'What was said of it afterwards: by a provider, or by a socket that took the push.',
  ),
  DeliveryRetryOrdered: delivery('An operator wants it tried again: opens the next round, due at once.'),
  ContactsChanged: recipient(
    'Contact fields were set or cleared. Of two changes of one field, the later `changedAt` holds.',
  ),
  RolesChanged: recipient('The roles were set, all of them. Of two changes, the later `changedAt` holds.'),
  RecipientErased: recipient('The person was erased: the key of all personal parts is destroyed, for good.'),
  TemplateCreated: template('Version 1. Not in use before it is activated.'),
  TemplateRevised: template('A new version; the earlier ones stay for what was sent with them.'),
  TemplateActivated: template('In use from now on.'),
  TemplateDeactivated: template('Out of use until it is activated again.'),
  TemplateRetired: template('Out of use for good.'),
  PlatformEventRecorded: inbound("A platform's event was understood, and nobody is to be told."),
  MessageParked: inbound('A message could not be handled; it waits for an operator.'),
  MessageReplayed: inbound('An operator sent the parked message on its way again.'),
  MessageDiscarded: inbound('An operator gave the parked message up.'),
  AlertRaised: inStream('operations-<yyyy-mm>')(
    'Operators have to look; one alert for each cause until it is cleared.',
  ),
  AlertCleared: inStream('operations-<yyyy-mm>')('The cause of the alert is over.'),
  ProjectionRebuilt: inStream('operations-<yyyy-mm>')(
    'A view was folded afresh from the first event on, and takes the place of the one that was read. Stored before the switch.',
  ),
  NoticeAdmitted: inStream('throttle-<id of its scope>')(
    'The message may notify, and counts against those that come close to it.',
  ),
  BatchAccepted: batch('Many are to be told. Nothing is sent before their list is sealed.'),
  BatchChunkQueued: batch('Some of the recipients, written down.'),
  BatchRecipientsSealed: batch('All recipients are written down: the batch is carried out, whatever happens.'),
  BatchAbandoned: batch('Who wrote the recipients down died before all were; nothing was sent.'),
  BatchChunkProcessed: inStream('chunk-<batch>.<index>')(
    'What became of each of its recipients; stored with their requests.',
  ),
  BatchChunkSkipped: inStream('chunk-<batch>.<index>')(
    'Nobody of the chunk was told, or will be: its batch was cancelled, or has failed.',
  ),
  ContentRendered: inStream('content-<batch>.<key>')('What they are shown, for as long as they are not erased.'),
  BatchCompleted: batch('Every recipient is accounted for.'),
  BatchPaused: batch('No chunk is begun until the batch is resumed; what was begun is finished.'),
  BatchResumed: batch('It goes on.'),
  BatchCancelled: batch('No chunk is begun any more; what was begun is finished.'),
  BatchFailed: batch('It can not be carried out: no chunk is begun any more.'),
  BatchClosed: batch('Every recipient of a batch that was cancelled, or has failed, is accounted for.'),
};

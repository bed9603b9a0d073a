import type { Commands } from '../commands';
import { archive } from './archive';
import { cancel } from './cancel';
import { changeContacts } from './change-contacts';
import type { CommandDeps } from './command-deps';
import { eraseRecipient } from './erase-recipient';
import { markRead } from './mark-read';
import { orderBatch } from './order-batch';
import { abandonDelivery, retryDelivery } from './order-delivery';
import { readAll } from './read-all';
import { recordRead } from './record-read';
import { requestNotification } from './request-notification';

/** The use cases that write, over one ledger's ports. */
export const createCommands = (deps: CommandDeps): Commands => ({
  requestNotification: requestNotification(deps),
  markRead: markRead(deps),
  readAll: readAll(deps),
  archive: archive(deps),
  cancel: cancel(deps),
  changeContacts: changeContacts(deps),
  eraseRecipient: eraseRecipient(deps),
  retryDelivery: retryDelivery(deps),
  abandonDelivery: abandonDelivery(deps),
  orderBatch: orderBatch(deps),
  recordRead: recordRead(deps),
});

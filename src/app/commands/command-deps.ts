import type { Clock } from '../../domain/ports/clock';
import type { Ids } from '../../domain/ports/ids';
import type { Journal } from '../../domain/ports/journal';
import type { KeyRing } from '../../domain/ports/key-ring';
import type { TemplateEngine } from '../../domain/ports/template-engine';
import type { Vault } from '../../domain/ports/vault';
import type { NotificationId, UserId } from '../../domain/shared/codecs';
import type { Position } from '../../domain/shared/stored-event';
import type { DirectoryQuestions } from '../../projections/directory/questions';
import type { InboxQuestions } from '../../projections/inbox/questions';
import type { TemplatesQuestions } from '../../projections/templates/questions';
import type { Writer } from './create-writer';

/** What the commands work with. */
export type CommandDeps = {
  readonly journal: Journal;
  readonly writer: Writer;
  readonly vault: Vault;
  readonly keyRing: Pick<KeyRing, 'destroyForGood'>;
  readonly directory: Pick<DirectoryQuestions, 'recipientRow'>;
  readonly templates: Pick<TemplatesQuestions, 'activeTemplate'>;
  readonly inbox: Pick<InboxQuestions, 'list'>;
  readonly engine: TemplateEngine;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Resolves once the directory has seen the position, or after a moment. */
  readonly directoryReaches: (position: Position, of?: UserId) => Promise<void>;
  /** A delivery of a notification that has a secret came to its end. */
  readonly ended: (id: NotificationId) => void;
};

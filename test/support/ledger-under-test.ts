import { join } from 'node:path';
import * as E from 'fp-ts/Either';
import { openEmbeddedKeyRing } from '../../src/adapters/embedded/key-ring/open-embedded-key-ring';
import { createTemplateEngine } from '../../src/adapters/handlebars/create-template-engine';
import { systemIds } from '../../src/adapters/system/ids';
import type { Commands, NotificationRequest } from '../../src/app/commands';
import type { CommandDeps } from '../../src/app/commands/command-deps';
import { createCommands } from '../../src/app/commands/create-commands';
import { createWriter } from '../../src/app/commands/create-writer';
import { seedTemplates } from '../../src/app/compose/seed-templates';
import { decodeRecorded } from '../../src/domain/decode-recorded';
import type { DomainEvent } from '../../src/domain/events';
import { checkHistory } from '../../src/domain/invariants/check-history';
import type { KeyRing } from '../../src/domain/ports/key-ring';
import type { NotificationId, UserId } from '../../src/domain/shared/codecs';
import type { Recorded } from '../../src/domain/shared/recorded';
import { initialTemplates } from '../../src/domain/template/initial/initial-templates';
import { directoryQuestions } from '../../src/projections/directory/questions';
import { inboxQuestions } from '../../src/projections/inbox/questions';
import { type TemplatesQuestions, templatesQuestions } from '../../src/projections/templates/questions';
import { openProjecting, type Projecting } from './projecting';
import { right } from './right';
import { vaultOf } from './vault-of';

export const NAMESPACE = 'c8a3c5a4-6f0b-4c57-9a59-4d8a5f0a1b2c';
export const service = { kind: 'service', id: 'billing' } as const;
/** What needs no time has it first; only then is the time moved on. */
const TURNS_WITHOUT_TIME = 100;
const unending = new AbortController().signal;

export type LedgerUnderTest = Projecting & {
  readonly deps: CommandDeps;
  readonly commands: Commands;
  readonly templates: TemplatesQuestions;
  readonly keyRing: KeyRing;
  /** The notifications whose deliveries were said to have ended. */
  readonly ended: Array<NotificationId>;
  /** Runs what waits on the clock to its end, moving the time on as far as that takes. */
  readonly settle: <A>(work: Promise<A>) => Promise<A>;
  /** Every event from the first on, or those of one stream. */
  readonly events: (stream?: string) => Promise<ReadonlyArray<Recorded<DomainEvent>>>;
  /** What the invariants I1 to I5 find in the whole history. */
  readonly breaches: () => Promise<ReadonlyArray<unknown>>;
};

/** A plain notification of `u-1`, with fields changed. */
export const request = (changes: Partial<NotificationRequest> = {}): NotificationRequest => ({
  userId: 'u-1' as UserId,
  content: { kind: 'plain', type: 'note', title: 'A title', body: 'A body' },
  data: {},
  channels: ['websocket', 'email'],
  priority: undefined,
  locale: undefined,
  expiresAt: undefined,
  sendAt: undefined,
  ...changes,
});

/** Commands over a journal in memory, with real views, keys and templates, and a clock that stands still. */
export const openLedgerUnderTest = async (directory: string): Promise<LedgerUnderTest> => {
  const projecting = await openProjecting();
  projecting.start();
  const { journal, clock, views, progress } = projecting;
  const settle: LedgerUnderTest['settle'] = async (work) => {
    const state = { isOver: false };
    const noted = work.finally(() => {
      state.isOver = true;
    });
    for (let turns = 0; !state.isOver; turns += 1) await clock.advance(turns < TURNS_WITHOUT_TIME ? 0 : 100);
    return noted;
  };
  const keyRing = openEmbeddedKeyRing({ file: join(directory, `${systemIds.random()}.db`) });
  const writer = createWriter(journal, NAMESPACE, { clock, tries: 3, signal: unending });
  const ended: Array<NotificationId> = [];
  const deps: CommandDeps = {
    journal,
    writer,
    vault: vaultOf(keyRing),
    keyRing,
    directory: directoryQuestions(views),
    templates: templatesQuestions(views),
    inbox: inboxQuestions(views),
    engine: createTemplateEngine(),
    clock,
    ids: systemIds,
    directoryReaches: async (position) => {
      await settle(progress.reached('directory', position, 60_000));
    },
    ended: (id) => ended.push(id),
  };
  right(await seedTemplates({ journal, writer, clock }, initialTemplates)());
  await settle(projecting.caughtUp());

  const events: LedgerUnderTest['events'] = async (stream) => {
    const found: Array<Recorded<DomainEvent>> = [];
    for await (const stored of stream === undefined ? journal.readAll() : journal.readStream(stream))
      found.push(right(decodeRecorded(stored)));
    return found;
  };
  return {
    ...projecting,
    deps,
    commands: createCommands(deps),
    templates: templatesQuestions(views),
    keyRing,
    ended,
    settle,
    caughtUp: async () => settle(projecting.caughtUp()),
    events,
    breaches: async () => checkHistory.breaches((await events()).reduce(checkHistory.step, checkHistory.initial())),
    close: async () => {
      await projecting.close();
      keyRing.close();
    },
  };
};

/** The failure of what must not have worked. */
export const left = <F>(outcome: E.Either<F, unknown>): F => {
  if (E.isRight(outcome)) throw new Error('expected a failure, got an answer');
  return outcome.left;
};

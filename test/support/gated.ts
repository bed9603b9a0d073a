import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import type { CommandDeps } from '../../src/app/commands/command-deps';
import { createWriter } from '../../src/app/commands/create-writer';
import type { KeyRing } from '../../src/domain/ports/key-ring';
import type { UserId } from '../../src/domain/shared/codecs';
import { directoryQuestions, type DirectoryQuestions } from '../../src/projections/directory/questions';
import { type LedgerUnderTest, NAMESPACE } from './ledger-under-test';
import { right } from './right';
import { vaultOf } from './vault-of';

/** What a call to a port waits for, before and after. */
export type Gate = () => Promise<void>;

const through =
  (gate: Gate) =>
  <A extends ReadonlyArray<unknown>, F, B>(call: (...args: A) => TE.TaskEither<F, B>) =>
  (...args: A): TE.TaskEither<F, B> =>
  async () => {
    await gate();
    const answer = await call(...args)();
    await gate();
    return answer;
  };

export type GatedDeps = Omit<CommandDeps, 'keyRing' | 'directory'> & {
  readonly keyRing: KeyRing;
  readonly directory: Pick<DirectoryQuestions, 'recipientRow' | 'recipientRows'>;
};

/**
 * A ledger's ports, with a gate at each. Of this user the directory goes on saying what it says now: it has not come to
 * anything that happens from here on.
 */
export const gatedDeps = async (
  { deps, journal, keyRing, clock, views }: LedgerUnderTest,
  userId: UserId,
  gate: Gate,
): Promise<GatedDeps> => {
  const gated = through(gate);
  const { recipientRow, recipientRows } = directoryQuestions(views);
  const row = right(await recipientRow(userId)());
  const gatedJournal: CommandDeps['journal'] = {
    ...journal,
    append: gated(journal.append),
    readStream: async function* (...args) {
      await gate();
      yield* journal.readStream(...args);
      await gate();
    },
  };
  const gatedRing: KeyRing = {
    ensure: gated(keyRing.ensure),
    find: gated(keyRing.find),
    destroy: gated(keyRing.destroy),
    destroyForGood: gated(keyRing.destroyForGood),
    gone: gated(keyRing.gone),
    held: gated(keyRing.held),
  };
  return {
    ...deps,
    journal: gatedJournal,
    writer: createWriter(gatedJournal, NAMESPACE, { clock, tries: 3, signal: new AbortController().signal }),
    keyRing: gatedRing,
    vault: vaultOf(gatedRing),
    directory: {
      recipientRow: gated((id) => (id === userId ? TE.right(row) : recipientRow(id))),
      recipientRows: gated((ids) =>
        pipe(
          recipientRows(ids.filter((id) => id !== userId)),
          TE.map(({ position, value }) => ({
            position,
            value: ids.includes(userId) && row.value !== undefined ? [...value, row.value] : value,
          })),
        ),
      ),
    },
    directoryReaches: gate,
  };
};

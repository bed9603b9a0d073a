import * as TE from 'fp-ts/TaskEither';
import type { CommandDeps } from '../../src/app/commands/command-deps';
import { createWriter } from '../../src/app/commands/create-writer';
import type { KeyRing } from '../../src/domain/ports/key-ring';
import type { UserId } from '../../src/domain/shared/codecs';
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

export type GatedDeps = Omit<CommandDeps, 'keyRing'> & { readonly keyRing: KeyRing };

/**
 * A ledger's ports, with a gate at each. Of this user the directory goes on saying what it says now: it has not come to
 * anything that happens from here on.
 */
export const gatedDeps = async (
  { deps, journal, keyRing, clock }: LedgerUnderTest,
  userId: UserId,
  gate: Gate,
): Promise<GatedDeps> => {
  const gated = through(gate);
  const row = right(await deps.directory.recipientRow(userId)());
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
    held: gated(keyRing.held),
  };
  return {
    ...deps,
    journal: gatedJournal,
    writer: createWriter(gatedJournal, NAMESPACE, { clock, tries: 3, signal: new AbortController().signal }),
    keyRing: gatedRing,
    vault: vaultOf(gatedRing),
    directory: { recipientRow: gated((id) => (id === userId ? TE.right(row) : deps.directory.recipientRow(id))) },
    directoryReaches: gate,
  };
};

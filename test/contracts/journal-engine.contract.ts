import type { JournalEngine } from '../../src/domain/ports/journal-engine';
import { engineAppendLaws } from './engine-append.laws';
import { engineDeletionLaws } from './engine-deletion.laws';
import { engineFollowLaws } from './engine-follow.laws';
import { engineModelLaws } from './engine-model.laws';
import { engineReadLaws } from './engine-read.laws';

export type OpenedEngine = { readonly engine: JournalEngine; readonly close: () => Promise<void> };

/** What every JournalEngine owes the server that stands before it. Each case has streams of its own. */
export const journalEngineContract = (name: string, open: () => Promise<OpenedEngine>): void => {
  describe(`the journal's engine, ${name}`, () => {
    let opened: OpenedEngine;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(async () => opened.close());
    const engine = (): JournalEngine => opened.engine;

    engineAppendLaws(engine);
    engineDeletionLaws(engine);
    engineModelLaws(engine);
    engineReadLaws(engine);
    engineFollowLaws(engine);
  });
};

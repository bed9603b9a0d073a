import type { DomainEvent } from '../../src/domain/events';
import { batches } from '../../src/projections/batches/project';
import { acceptingIndex, processingIndex, waitingIndex } from '../../src/projections/batches/row';
import {
  abandoned,
  accepted,
  batchId,
  completed,
  manifestOf,
  processed,
  queued,
  sealedWith,
} from '../support/batch-facts';
import { foldedRows, listed } from '../support/folded-rows';
import { recordedAll } from '../support/histories';
import { at, userId } from '../support/vocabulary';

const rowsAfter = (...events: ReadonlyArray<DomainEvent>) =>
  foldedRows(batches, recordedAll(events.map((event) => ({ stream: 'any-1', event }))));
const batchAfter = (...events: ReadonlyArray<DomainEvent>) =>
  rowsAfter(...events).find(({ table }) => table === 'batch')?.value;

const written = [accepted, queued(0, 'u-1', 'u-2'), queued(1, 'u-3')];
const sealed = [...written, sealedWith(manifestOf(['u-1', 'u-2'], ['u-3']))];

describe('a batch', () => {
  it('is being accepted until its recipients are sealed, and then carried out', () => {
    const lists = (...events: ReadonlyArray<DomainEvent>) =>
      [acceptingIndex, processingIndex('P3')].map((index) => listed(rowsAfter(...events), index));
    expect(lists(...written)).toStrictEqual([[batchId], []]);
    expect(lists(...sealed)).toStrictEqual([[], [batchId]]);
    expect(lists(...sealed, completed(3, 0))).toStrictEqual([[], []]);
    expect(lists(...written, abandoned)).toStrictEqual([[], []]);
  });

  it('tells how far it has come, and what became of its recipients', () => {
    const refused = processed(1, 0, [{ userId, reason: 'erased' }]);
    expect(batchAfter(...sealed, processed(0, 2), refused, completed(2, 1))).toStrictEqual({
      batchId,
      status: 'completed',
      by: 'p-1',
      priority: 'P3',
      chunks: 2,
      count: 3,
      processedChunks: 2,
      accepted: 2,
      rejected: 1,
      createdAt: at(0),
      endedAt: at(6),
      position: '1',
    });
  });

  it('has each chunk waiting, in order, until it is processed', () => {
    const eleven = Array.from({ length: 11 }, (_, index) => queued(index, `u-${String(index)}`));
    const waiting = listed(rowsAfter(accepted, ...eleven, processed(1, 1)), waitingIndex(batchId));
    expect(waiting).toStrictEqual([0, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((index) => `${batchId}.${String(index)}`));
  });

  it('leaves nothing waiting once it is abandoned', () => {
    expect(rowsAfter(...written, abandoned).map(({ table }) => table)).toStrictEqual(['batch']);
  });
});

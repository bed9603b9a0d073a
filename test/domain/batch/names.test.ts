import { batchIdOf, chunkStream, memberId } from '../../../src/domain/batch/names';
import { locateRequest } from '../../../src/domain/notification/location';

const namespace = 'c8a3c5a4-6f0b-4c57-9a59-4d8a5f0a1b2c';

it('names a batch by what asked for it, and each attempt at it apart', () => {
  const first = batchIdOf(namespace, 'system.update:event:e-1', 0);
  expect(batchIdOf(namespace, 'system.update:event:e-1', 0)).toBe(first);
  expect(batchIdOf(namespace, 'system.update:event:e-1', 1)).not.toBe(first);
  expect(batchIdOf(namespace, 'system.update:event:e-2', 0)).not.toBe(first);
});

it("finds a member's request in its chunk by the member's id alone", () => {
  const batchId = batchIdOf(namespace, 'system.update:event:e-1', 0);
  expect(locateRequest(memberId(batchId, 12, 34))).toStrictEqual({ stream: chunkStream(batchId, 12), revision: 34n });
});

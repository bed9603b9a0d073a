import * as E from 'fp-ts/Either';
import fc from 'fast-check';
import { inChunks } from '../../../src/app/batches/in-chunks';
import type { ListedRecipient, Recipients } from '../../../src/app/batches/batch-request';
import type { AppFailure } from '../../../src/app/failure';
import { chunkBytes } from '../../../src/domain/batch/manifest';
import type { UserId } from '../../../src/domain/shared/codecs';
import { right } from '../../support/right';

const listed = (bytes: number, index: number): ListedRecipient => ({
  userId: `u-${String(index)}` as UserId,
  locale: undefined,
  data: undefined,
  bytes,
});
const inPages = async function* (recipients: ReadonlyArray<ListedRecipient>, page: number): Recipients {
  for (let from = 0; from < recipients.length; from += page) yield E.right(recipients.slice(from, from + page));
} satisfies (recipients: ReadonlyArray<ListedRecipient>, page: number) => Recipients;

it('puts everyone into one chunk, in order, as many as are allowed and as one append has room for', async () => {
  const sizes = fc.array(fc.constantFrom(1_000, 20_000, 200_000, chunkBytes, 2 * chunkBytes), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 12 }),
      async (all, page, most) => {
        const recipients = all.map(listed);
        const chunks: Array<ReadonlyArray<ListedRecipient>> = [];
        for await (const chunk of inChunks(inPages(recipients, page), most)) chunks.push(right(chunk));
        expect(chunks.flat()).toStrictEqual(recipients);
        for (const [index, chunk] of chunks.entries()) {
          const bytes = chunk.reduce((sum, one) => sum + one.bytes, 0);
          expect(chunk.length >= 1 && chunk.length <= most && (chunk.length === 1 || bytes <= chunkBytes)).toBe(true);
          const next = chunks[index + 1]?.[0]?.bytes ?? Infinity;
          expect(chunk.length === most || bytes + next > chunkBytes).toBe(true);
        }
      },
    ),
  );
});

it('ends with the first failure of the list', async () => {
  const failure: AppFailure = { _tag: 'NotFound' };
  const failing = async function* (): Recipients {
    yield E.right([listed(1_000, 0), listed(1_000, 1), listed(1_000, 2)]);
    yield E.left(failure);
    yield E.right([listed(1_000, 3)]);
  } satisfies () => Recipients;
  const chunks: Array<unknown> = [];
  for await (const chunk of inChunks(failing(), 2)) chunks.push(E.isRight(chunk) ? chunk.right.length : chunk.left);
  expect(chunks).toStrictEqual([2, failure]);
});

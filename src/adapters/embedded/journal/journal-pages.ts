import type { Source } from './source';

/** The records after a position that are there when the reading begins, in pages. */
export function* pagesAfter({ reader, tail }: Source, position: number): Generator<ReadonlyArray<Buffer>> {
  const head = tail.head();
  for (let last = position; last < head;) {
    const records = reader.after(last, head);
    yield records;
    last += records.length;
  }
}

/** Those before a position, the latest first. */
export function* pagesBefore({ reader, tail }: Source, position: number): Generator<ReadonlyArray<Buffer>> {
  for (let next = Math.min(position, tail.head() + 1); next > 1;) {
    const records = reader.before(next);
    yield records;
    next -= records.length;
  }
}

import * as E from 'fp-ts/Either';
import type { SpoolFile } from '../../domain/ports/spool';
import type { ListedRecipient, Recipients } from '../batches/batch-request';
import type { AppFailure } from '../failure';

/** A page of this size is written at once. */
const PAGE_BYTES = 64 * 1024;

const spoolUnavailable: AppFailure = { _tag: 'Unavailable', component: 'spool', retryAfterSeconds: 5 };

export type SpoolWriter = {
  readonly add: (recipient: ListedRecipient) => void;
  /** Writes what has come together, where it is enough for a page. */
  readonly breathe: () => Promise<E.Either<AppFailure, void>>;
  /** Writes what is left. */
  readonly end: () => Promise<E.Either<AppFailure, void>>;
};

/** Recipients on their way into a spooled file. */
export const createSpoolWriter = (file: SpoolFile): SpoolWriter => {
  let page: Array<string> = [];
  let bytes = 0;
  const write = async (): Promise<E.Either<AppFailure, void>> => {
    if (page.length === 0) return E.right(undefined);
    const piece = Buffer.from(`[${page.join(',')}]`);
    page = [];
    bytes = 0;
    const written = await file.write(piece)();
    return E.isLeft(written) ? E.left(spoolUnavailable) : written;
  };
  return {
    add: (recipient) => {
      const text = JSON.stringify(recipient);
      page.push(text);
      bytes += text.length;
    },
    breathe: async () => (bytes < PAGE_BYTES ? E.right(undefined) : write()),
    end: write,
  };
};

/** Recipients as they were written. The file's seal proves that nobody else has written there. */
export const spooledRecipients = async function* (file: SpoolFile): Recipients {
  for await (const piece of file.read()) {
    if (E.isLeft(piece)) {
      yield E.left(spoolUnavailable);
      return;
    }
    yield E.right(JSON.parse(Buffer.from(piece.right).toString('utf8')) as ReadonlyArray<ListedRecipient>);
  }
} satisfies (file: SpoolFile) => Recipients;

/** Does the work with a new file, and leaves nothing of it whatever came of the work. */
export const withSpool = async <F, A>(
  spool: { readonly open: () => () => Promise<E.Either<unknown, SpoolFile>> },
  work: (file: SpoolFile) => Promise<E.Either<F, A>>,
): Promise<E.Either<AppFailure | F, A>> => {
  const file = await spool.open()();
  if (E.isLeft(file)) return E.left(spoolUnavailable);
  try {
    return await work(file.right);
  } finally {
    await file.right.discard();
  }
};

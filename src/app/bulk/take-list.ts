import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { canonicalJson, type Json } from '../../domain/shared/json';
import { impossible } from '../commands/impossible';
import type { AppFailure, FieldError } from '../failure';
import type { BulkList, ListedEntry } from './bulk-request';
import type { CheckRecipient } from './check-recipient';
import { collectFaults } from './collect-faults';
import { createSeen } from './create-seen';
import type { SpoolWriter } from './spool-list';

export type Taken = {
  /** Of everything that came, as it came: what tells two requests with one key apart. */
  readonly digest: string;
  readonly named: number;
  readonly duplicates: number;
  /** What is wrong with some of them: then not all of them were kept. */
  readonly failure: AppFailure | undefined;
};

type Taking = {
  readonly check: CheckRecipient;
  readonly keep: SpoolWriter;
  readonly most: number;
};

const placed = ({ at }: ListedEntry, errors: ReadonlyArray<FieldError>): ReadonlyArray<FieldError> =>
  errors.map((error) => ({ ...error, ...at, path: `${at.path}${error.path}` }));

/** One look at each entry of a list, in memory that grows by 16 bytes for each; between pages others have their turn. */
export const takeList = async <F>(
  ask: Json,
  list: BulkList<F>,
  { check, keep, most }: Taking,
): Promise<E.Either<AppFailure | F, Taken>> => {
  const hash = createHash('sha256').update(canonicalJson(ask));
  const seen = createSeen();
  const faults = collectFaults();
  let named = 0;
  let duplicates = 0;

  const take = (entry: ListedEntry): void => {
    hash.update('\n').update(canonicalJson(entry.raw));
    const checked = E.isLeft(entry.given) ? entry.given : check(entry.given.right);
    if (E.isLeft(checked)) faults.add(placed(entry, checked.left));
    else if (!seen.add(checked.right.userId)) duplicates += 1;
    else if (faults.isNone()) keep.add(checked.right);
  };

  for await (const page of list) {
    if (E.isLeft(page)) return page;
    named += page.right.length;
    if (named > most) return E.left(impossible('/recipients', `are more than ${most.toLocaleString('en-US')}`));
    page.right.forEach(take);
    const written = await keep.breathe();
    if (E.isLeft(written)) return written;
    await breath();
  }
  const ended = await keep.end();
  if (E.isLeft(ended)) return ended;
  return E.right({ digest: hash.digest('hex'), named, duplicates, failure: faults.failure() });
};

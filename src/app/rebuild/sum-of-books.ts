import type { Bookkeeping, Compared } from './bookkeeping';
import { sumOfDigests } from './digest-rows';

const least = (one: string, other: string): string => (BigInt(other) < BigInt(one) ? other : one);

const sumOfCompared = (one: Compared | null, other: Compared | null): Compared | null => {
  if (one === null || other === null) return one ?? other;
  return {
    replaces: Math.min(one.replaces, other.replaces),
    position: least(one.position, other.position),
    missing: one.missing + other.missing,
    surplus: one.surplus + other.surplus,
    differing: one.differing + other.differing,
  };
};

/** The books of two partitions as those of one view. Both have passed the same events, and each has its own rows. */
export const sumOfBooks = (one: Bookkeeping, other: Bookkeeping): Bookkeeping => ({
  order: one.order,
  account: {
    events: Math.max(one.account.events, other.account.events),
    rows: one.account.rows + other.account.rows,
    digest: sumOfDigests(one.account.digest, other.account.digest),
  },
  compared: sumOfCompared(one.compared, other.compared),
});

/**
 * Where the history is damaged. `offset` is the byte at which the record, page or frame begins that is not as it was
 * written; 0 where only the file as a whole can be named.
 */
export type Damage = { readonly file: string; readonly offset: number; readonly detail: string };

/** A journal that is not opened, because it is not what was written. */
export type JournalDamaged = Damage & { readonly _tag: 'JournalDamaged' };

export const describeDamage = ({ file, offset, detail }: Damage): string => `${detail} (${file}, byte ${offset})`;

/** Leaves a walk over the files at the place where it found damage; never crosses the border of the adapter. */
export class DamageFound extends Error {
  constructor(readonly damage: Damage) {
    super(describeDamage(damage));
  }
}

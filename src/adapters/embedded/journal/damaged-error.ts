import { JournalError } from '../../../domain/ports/journal';
import { type Damage, DamageFound, describeDamage } from './damage';
import { saysDamaged } from '../sqlite-failure';

/** The damage that an error speaks of, if it does; `file` is the one that SQLite had open. */
export const damageIn = (error: unknown, file: string): Damage | undefined => {
  if (error instanceof DamageFound) return error.damage;
  if (error instanceof JournalError) return damageIn(error.cause, file);
  return saysDamaged(error) ? { file, offset: 0, detail: `SQLite can not read it: ${String(error)}` } : undefined;
};

/** What went wrong while the file was read, in the port's words. The place stands in the message. */
export const readError = (error: unknown, file: string): JournalError => {
  if (error instanceof JournalError) return error;
  const damage = damageIn(error, file);
  if (damage === undefined) return new JournalError('the journal can not be read', 'unavailable', { cause: error });
  return new JournalError(describeDamage(damage), 'damaged', { cause: new DamageFound(damage) });
};

import type { EmbeddedKeyRing } from './embedded-key-ring';
import { openForReading } from './open-for-reading';
import { openForWriting } from './open-for-writing';

export type EmbeddedKeyRingOptions = {
  readonly file: string;
  /** Beside the process that writes: makes no key (`ensure` answers present ones, else fails) and destroys none. */
  readonly readOnly?: boolean;
};

/**
 * The key ring of one machine: SQLite, in a file of mode 0600. The new keys of one turn of the event loop are committed
 * together, which holds the loop up for one fdatasync (some 0.2 ms on an SSD) however many they are. Throws where the
 * file can't be opened.
 */
export const openEmbeddedKeyRing = ({ file, readOnly = false }: EmbeddedKeyRingOptions): EmbeddedKeyRing =>
  readOnly ? openForReading(file) : openForWriting(file);

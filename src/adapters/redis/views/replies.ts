import type { Checkpoint, LiveView } from '../../../domain/ports/views';

const malformed = (): Error => new Error('Redis answered with something else than was asked for');

export const partsOf = (reply: unknown): ReadonlyArray<unknown> => {
  if (!Array.isArray(reply)) throw malformed();
  return reply;
};

export const buffers = (reply: unknown): ReadonlyArray<Buffer> => {
  if (!Array.isArray(reply) || !reply.every((part) => Buffer.isBuffer(part))) throw malformed();
  return reply;
};

export const bufferAt = (parts: ReadonlyArray<Buffer>, at: number): Buffer => {
  const part = parts[at];
  if (part === undefined) throw malformed();
  return part;
};

const positionIn = (parts: ReadonlyArray<unknown>, at: number): bigint => {
  const part = parts[at];
  if (!Buffer.isBuffer(part)) throw malformed();
  return BigInt(part.toString());
};

/** `due`: there is something to be swept. */
export type Begun = LiveView & { readonly generation: string; readonly due: boolean };

/** Version, ledger, position, event and generation, and whether there is something to be swept, where that is told. */
export const toBegun = (reply: unknown): Begun => {
  const [version, ledgerId, position, eventId, generation, due] = buffers(reply).map(String);
  if (version === undefined || ledgerId === undefined || position === undefined) throw malformed();
  if (eventId === undefined || generation === undefined) throw malformed();
  const checkpoint: Checkpoint = { ledgerId, position: BigInt(position), eventId };
  return { version: Number(version), checkpoint, generation, due: due === 'true' };
};

/** The position that a reply begins with, and what comes after it. */
export const toPlaced = (reply: unknown): { readonly position: bigint; readonly rest: ReadonlyArray<Buffer> } => {
  const parts = buffers(reply);
  return { position: positionIn(parts, 0), rest: parts.slice(1) };
};

export const toCounted = (reply: unknown): { readonly position: bigint; readonly value: number } => {
  const parts = partsOf(reply);
  const value = parts[1];
  if (typeof value !== 'number') throw malformed();
  return { position: positionIn(parts, 0), value };
};

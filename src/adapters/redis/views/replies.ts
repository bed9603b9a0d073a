import type { Checkpoint } from '../../../domain/ports/views';

const malformed = (): Error => new Error('Redis answered with something else than was asked for');

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

export type Begun = { readonly checkpoint: Checkpoint; readonly generation: string };

/** Ledger, position, event and generation. */
export const toBegun = (reply: unknown): Begun => {
  const [ledgerId, position, eventId, generation] = buffers(reply).map(String);
  if (ledgerId === undefined || position === undefined || eventId === undefined || generation === undefined)
    throw malformed();
  return { checkpoint: { ledgerId, position: BigInt(position), eventId }, generation };
};

/** The position that a reply begins with, and what comes after it. */
export const toPlaced = (reply: unknown): { readonly position: bigint; readonly rest: ReadonlyArray<Buffer> } => {
  const parts = buffers(reply);
  return { position: positionIn(parts, 0), rest: parts.slice(1) };
};

export const toCounted = (reply: unknown): { readonly position: bigint; readonly value: number } => {
  if (!Array.isArray(reply)) throw malformed();
  const parts: ReadonlyArray<unknown> = reply;
  const value = parts[1];
  if (typeof value !== 'number') throw malformed();
  return { position: positionIn(parts, 0), value };
};

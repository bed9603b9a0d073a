import type { Position } from '../../domain/shared/stored-event';

/** A position as the client has it: of what is written through gRPC both numbers are the same. */
export const readPlace = (position: Position): { readonly commit: bigint; readonly prepare: bigint } => ({
  commit: position,
  prepare: position,
});

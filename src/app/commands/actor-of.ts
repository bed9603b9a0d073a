import type { Actor } from '../../domain/shared/recorded';
import type { Caller } from '../caller';

/** A caller as the history names it. */
export const actorOf = ({ kind, id }: Caller): Actor => ({ kind, id });

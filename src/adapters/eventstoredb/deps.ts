import type { Clock } from '../../domain/ports/clock';
import type { Connection } from './connection';

export type Limits = {
  /** How long an answer may take, or the next part of one. The client itself waits for ever. */
  readonly answerMillis: number;
  /** How long a subscription that was cut off tries to go on before it says so. */
  readonly patienceMillis: number;
};

export type Deps = { readonly connection: Connection; readonly clock: Clock; readonly limits: Limits };

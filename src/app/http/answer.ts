import type { Position } from '../../domain/shared/stored-event';
import type { Written } from '../commands';

/** What a route answers, before it is written to the wire. */
export type Answer =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'empty'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly status: number; readonly contentType: string; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  /** NDJSON of any length: sent line by line, as fast as the reader takes it. */
  | { readonly kind: 'lines'; readonly lines: AsyncIterable<string> };

export const ok = (body: unknown): Answer => ({ kind: 'json', status: 200, body, headers: {} });

export const place = (position: Position): Readonly<Record<string, string>> => ({
  'Ledger-Position': String(position),
});

/** For a write that is its own answer; 200, and where in the ledger it stands. */
export const written = ({ value, position }: Written<unknown>): Answer => ({
  kind: 'json',
  status: 200,
  body: value,
  headers: place(position),
});

export const done = ({ position }: Written<unknown>): Answer => ({ kind: 'empty', headers: place(position) });

import type { Reader } from './reader';
import type { Tail } from './tail';

/** What reading needs: the file for what is past, the tail for what is new. */
export type Source = { readonly reader: Reader; readonly tail: Tail };

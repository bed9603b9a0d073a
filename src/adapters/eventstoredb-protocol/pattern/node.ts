/** Whether a UTF-16 code unit is one of a set; .NET's expressions go by code units too. */
export type CharSet = (code: number) => boolean;

export type Place = 'start' | 'end' | 'last-line-end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary';

/** What a pattern says. Groups leave no trace: what they capture is of no use here. */
export type Node =
  | { readonly _tag: 'Char'; readonly set: CharSet }
  | { readonly _tag: 'At'; readonly place: Place }
  | { readonly _tag: 'Sequence'; readonly nodes: ReadonlyArray<Node> }
  | { readonly _tag: 'Choice'; readonly nodes: ReadonlyArray<Node> }
  | { readonly _tag: 'Repeat'; readonly node: Node; readonly min: number; readonly max: number };

/** The pattern can't be read, or asks for something that can't be had in linear time. */
export class PatternRefused extends Error {}

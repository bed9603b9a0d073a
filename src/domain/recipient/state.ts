export type RecipientState = {
  readonly erased: boolean;
  /** The causes of all changes so far. */
  readonly causes: ReadonlySet<string>;
};

export const initialState: RecipientState = { erased: false, causes: new Set() };

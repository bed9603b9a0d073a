type Existing = {
  readonly status: 'active' | 'inactive' | 'retired';
  readonly version: number;
  /** The causes of all changes so far. */
  readonly causes: ReadonlySet<string>;
};

export type TemplateState = { readonly status: 'absent' } | Existing;
export type ExistingTemplate = Existing;

export const initialState: TemplateState = { status: 'absent' };

/** What is wrong with an event, by the invariant that it breaks. */
export type Fault = { readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I7'; readonly detail: string };

export const when = (broken: boolean, invariant: Fault['invariant'], detail: string): ReadonlyArray<Fault> =>
  broken ? [{ invariant, detail }] : [];

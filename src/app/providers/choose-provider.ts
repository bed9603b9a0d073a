import type { Circuits, Permit, Refusal } from './circuits';

type Named = { readonly provider: string };

export type Choice<P> =
  | { readonly kind: 'chosen'; readonly provider: P; readonly permit: Permit }
  /** None may be used: the refusal that ends first. */
  | ({ readonly kind: 'none' } & Refusal);

/**
 * The first of the providers, in their order, that may be used now. `boundTo`: the one that may have sent the message already.
 * Only its own receiver can tell a repeat from it, so no other one is asked, unless it is configured no more.
 */
export const chooseProvider = <P extends Named>(
  circuits: Circuits,
  providers: ReadonlyArray<P>,
  boundTo: string | undefined,
): Choice<P> => {
  const bound = providers.filter(({ provider }) => provider === boundTo);
  let first: Refusal | undefined;
  for (const provider of bound.length > 0 ? bound : providers) {
    const admission = circuits.admit(provider.provider);
    if (admission.kind === 'admitted') return { kind: 'chosen', provider, permit: admission.permit };
    if (first === undefined || admission.until < first.until) first = admission;
  }
  if (first === undefined) throw new Error('A channel has no provider');
  return { kind: 'none', until: first.until, why: first.why, probe: first.probe };
};

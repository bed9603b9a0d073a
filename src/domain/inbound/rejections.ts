/** `IdentityConflict`: what came under this identity before said something else. */
export type InboundRejection =
  | { readonly _tag: 'IdentityConflict'; readonly identity: string }
  | { readonly _tag: 'NoSuchPark'; readonly parkId: string }
  | { readonly _tag: 'ParkClosed'; readonly parkId: string; readonly as: 'replayed' | 'discarded' };

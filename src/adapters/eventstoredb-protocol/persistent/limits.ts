/** How much persistent subscriptions take on, beyond what their groups' settings say. */
export type GroupLimits = {
  readonly groups: number;
  /** Unacknowledged events of one consumer, whatever it asks for. */
  readonly slots: number;
  /** Of the events that one group holds; it reads on when there is room again, and holds at least one. */
  readonly heldBytes: number;
};

export const usualGroupLimits: GroupLimits = {
  groups: 1_000,
  slots: 10_000,
  heldBytes: 32 * 1024 * 1024,
};

/** A part that the process needs, and whether it answers now. `name` is shown to whoever asks: `journal`, `views`. */
export type ComponentHealth = { readonly name: string; readonly isUp: boolean };

/** Every component in use. It never rejects: what can't be asked is not up. */
export type Health = () => Promise<ReadonlyArray<ComponentHealth>>;

import type { JsonObject } from '../../src/domain/shared/json';

/** Whom and what a sample is about. `n` makes its ids its own; `at` answers the instant so many seconds into the scene. */
export type Scene = { readonly userId: string; readonly n: number; readonly at: (seconds: number) => string };

/** A payload under the contract's names, by the type of its event. */
export type Samples = Readonly<Record<string, (scene: Scene) => JsonObject>>;

import type { KeyRing } from '../../../domain/ports/key-ring';

export type EmbeddedKeyRing = KeyRing & { readonly close: () => void };

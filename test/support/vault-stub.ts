import * as TE from 'fp-ts/TaskEither';
import type { Opened, Vault } from '../../src/domain/ports/vault';
import type { Json } from '../../src/domain/shared/json';

export type VaultStub = Vault & { readonly calls: () => number; readonly setAway: () => void };

/**
 * Opens every part of an event to what `valueOf` says of its stream; undefined: its key is gone. Seals nothing.
 */
export const createVaultStub = (valueOf: (stream: string) => Json | undefined): VaultStub => {
  let calls = 0;
  let away = false;
  const failing = TE.left({ _tag: 'KeyRingUnavailable', cause: 'away' } as const);
  return {
    seal: () => failing,
    digest: () => failing,
    digestAll: () => failing,
    gone: () => (away ? failing : TE.right(new Set())),
    open: (parts) => {
      calls += 1;
      if (away) return failing;
      const opened = parts.map(({ stream }): Opened => {
        const value = valueOf(stream);
        return value === undefined ? { status: 'gone' } : { status: 'open', value };
      });
      return TE.right(opened);
    },
    calls: () => calls,
    setAway: () => {
      away = true;
    },
  };
};

import { createVault } from '../../src/app/vault/create-vault';
import { systemCipher } from '../../src/adapters/system/cipher';
import type { KeyRing } from '../../src/domain/ports/key-ring';
import type { Vault } from '../../src/domain/ports/vault';

/** The vault as it is in production, over this ring. */
export const vaultOf = (keyRing: KeyRing): Vault => createVault({ keyRing, cipher: systemCipher });

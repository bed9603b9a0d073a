import { systemCipher } from '../../src/adapters/system/cipher';
import { cipherContract } from './cipher.contract';

describe("by the runtime's OpenSSL", () => {
  cipherContract(systemCipher);
});

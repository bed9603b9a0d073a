import type { FanOut } from '../../../domain/ports/fan-out';
import { createListeners } from '../../../domain/shared/listeners';

/** The only process there is speaks with itself, once whoever speaks has finished. */
export const createEmbeddedFanOut = (): FanOut => {
  const { add, tell } = createListeners();
  return { say: (topic, word) => setImmediate(() => tell(topic, word)), listen: add };
};

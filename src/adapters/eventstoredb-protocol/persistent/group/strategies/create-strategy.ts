import type { StrategyName } from '../group-settings';
import { createDispatchToSingle } from './dispatch-to-single';
import { createPinned } from './pinned';
import { createRoundRobin } from './round-robin';
import type { Strategy } from './strategy';

export const createStrategy = (name: StrategyName): Strategy => {
  switch (name) {
    case 'RoundRobin':
      return createRoundRobin();
    case 'DispatchToSingle':
      return createDispatchToSingle();
    case 'Pinned':
    case 'PinnedByCorrelation':
      return createPinned();
  }
};

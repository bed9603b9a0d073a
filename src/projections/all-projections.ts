import { alerts } from './alerts/project';
import { batches } from './batches/project';
import { deadLetters } from './dead-letters/project';
import { deliveries } from './deliveries/project';
import { directory } from './directory/project';
import { inbox } from './inbox/project';
import { outstanding } from './outstanding/project';
import type { Projection } from './projection';
import { statistics } from './statistics/project';
import { templates } from './templates/project';

/** Every view of the ledger. */
export const allProjections: ReadonlyArray<Projection> = [
  inbox,
  deliveries,
  outstanding,
  directory,
  templates,
  batches,
  deadLetters,
  alerts,
  statistics,
];

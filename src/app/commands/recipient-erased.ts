import type { AppFailure } from '../failure';
import { impossible } from './impossible';

/** Who was erased is notified no more. */
export const recipientErased: AppFailure = impossible('/userId', 'was erased');

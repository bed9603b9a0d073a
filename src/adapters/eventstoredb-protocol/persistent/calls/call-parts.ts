import type { ServiceParts } from '../../service-parts';
import type { Registry } from '../registry';

/** What the methods of the service stand on. */
export type CallParts = Omit<ServiceParts, 'limits'> & { readonly registry: Registry };

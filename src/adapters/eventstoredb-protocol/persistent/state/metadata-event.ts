import type { EngineEvent } from '../../../../domain/ports/journal-engine';
import { ownEvent } from './own-events';

const ADMINS = '"$admins"';
const acl = (readMetadata: string): string =>
  `"$acl":{"$r":${ADMINS},"$w":${ADMINS},"$d":${ADMINS},"$mr":${readMetadata},"$mw":${ADMINS}}`;

/** Written out by hand: a revision need not fit into a number. */
const metadata = (text: string): EngineEvent => ownEvent({ type: '$metadata', data: `{${text}}` });

export const metadataStream = (stream: string): string => `$$${stream}`;

export const keepsTwo = (): EngineEvent => metadata('"$maxCount":2');

export const checkpointMetadata = (): EngineEvent => metadata(`"$maxCount":2,${acl('"$all"')}`);

export const parkedMetadata = (truncateBefore: bigint): EngineEvent =>
  metadata(`"$tb":${truncateBefore},${acl(ADMINS)}`);

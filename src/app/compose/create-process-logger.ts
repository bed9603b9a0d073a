import { createLogger } from '../../adapters/system/logger';
import type { Logger } from '../../domain/ports/logger';
import type { Config } from './config';

/** JSON lines on standard output; coloured ones for a person at a terminal. */
export const createProcessLogger = ({ LOG_LEVEL: level }: Config): Logger =>
  createLogger({ level, pretty: process.stdout.isTTY });
